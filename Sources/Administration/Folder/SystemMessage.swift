internal import Glibc

/// The system's words for an error number.
enum SystemMessage {
    /// The longest message of Glibc has 50 bytes.
    private static let maximumBytes = 128

    static func text(of number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: maximumBytes)
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else {
            return "error \(number)"
        }
        let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return String(decoding: bytes, as: UTF8.self)
    }
}
