/// The name of one request, for logs and for whoever asks about it.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// What a proxy may call a request: room for a UUID and then some.
    static let maximumBytes = 64

    /// Letters, digits, `-` and `_`.
    public let text: String

    /// The id of a request that nobody named; also of one that is made without a server.
    public init() { self.init(number: 0) }

    /// An id of 15 hexadecimal digits, which a string holds without memory of its own.
    init(number: UInt64) {
        let digits = String(number & 0x0FFF_FFFF_FFFF_FFFF, radix: 16)
        text = String(repeating: "0", count: 15 - digits.utf8.count) + digits
    }

    /// The id that a proxy chose; nil when it could be anything but an id.
    init?(_ given: String) {
        guard (1...Self.maximumBytes).contains(given.utf8.count),
            given.utf8.allSatisfy(Self.isIDCharacter)
        else { return nil }
        text = given
    }

    /// The text.
    public var description: String { text }

    private static func isIDCharacter(_ byte: UInt8) -> Bool {
        byte.decimalDigit != nil || byte.isLetter || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
