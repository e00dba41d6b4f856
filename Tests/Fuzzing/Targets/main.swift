import CFuzzer
import Glibc

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
let status = unsafe LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, count in
    FuzzTarget.chosen.run(unsafe FuzzInput(Array(UnsafeBufferPointer(start: data, count: count))))
    return 0
}
exit(status)
