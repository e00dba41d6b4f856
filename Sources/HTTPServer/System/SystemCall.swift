import Glibc

/// Makes a system call: tries again when a signal interrupts it, turns -1 into an error.
@discardableResult
func systemCall<Value: FixedWidthInteger>(
    _ name: String, _ call: () -> Value
) throws(SystemError) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let code = errno
        if code != EINTR { throw SystemError(call: name, code: code) }
    }
}
