internal import Glibc

/// Standard output or standard error: what is written is out at once.
struct StandardStream {
    /// What a command gives.
    static let output = StandardStream(descriptor: STDOUT_FILENO)
    /// What it says about it.
    static let error = StandardStream(descriptor: STDERR_FILENO)

    private let descriptor: Int32

    /// Whether a person looks at it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of it; what cannot be written (a closed pipe) is lost.
    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
