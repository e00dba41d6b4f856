/// An e-mail address: letters A–Z without regard to case, surrounding space dropped, nothing else
/// folded.
public struct EmailAddress: Sendable {
    /// The longest address in UTF-8 bytes; RFC 5321 allows 254, shops hold longer ones.
    public static let maximumBytes = 1_024

    /// The address as it came, without the space around it: what it is shown by.
    public let text: String

    /// An address; nil when nothing but space is left of it.
    public init?(_ given: String) {
        if let first = given.utf8.first, let last = given.utf8.last,
            !Self.isSpace(first), !Self.isSpace(last)
        {
            text = given
            return
        }
        var bytes = given.utf8[...]
        while let first = bytes.first, Self.isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, Self.isSpace(last) { bytes.removeLast() }
        guard !bytes.isEmpty else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The address with the letters A–Z in lower case: what it is compared by.
    public var folded: String {
        let utf8 = text.utf8.span
        guard utf8.indices.contains(where: { Self.isCapital(utf8[$0]) }) else { return text }
        return String(decoding: text.utf8.lazy.map(Self.lowercased), as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }
}

extension EmailAddress: Hashable {
    /// Two addresses are the same when their folded forms are.
    public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
        left.folded == right.folded
    }

    /// Hashes the folded form, as equality demands.
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
