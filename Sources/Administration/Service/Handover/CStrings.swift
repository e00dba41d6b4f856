internal import CLinux
internal import Glibc

/// Texts as a program takes them at its start.
@safe
final class CStrings {
    /// Ends with nil.
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe pointer = .allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() {
            unsafe (pointer + index).initialize(to: strdup(text))
        }
        unsafe (pointer + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(pointer[index]) }
        unsafe pointer.deallocate()
    }

    var first: UnsafeMutablePointer<CChar>? { unsafe pointer[0] }

    /// The environment of this process with one variable more.
    static func environment(adding variable: String) -> CStrings {
        var texts: [String] = []
        if var entry = unsafe oblio_environment() {
            while let text = unsafe entry.pointee {
                texts.append(unsafe String(cString: text))
                unsafe entry += 1
            }
        }
        return CStrings(texts + [variable])
    }
}
