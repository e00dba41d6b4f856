/// The name of a shop's folder: 16 lower-case hexadecimal digits, made at random.
public struct ShopID: Sendable, Hashable {
    /// The digits.
    public let text: String

    /// An id read from the registry; nil when it is not 16 hexadecimal digits.
    public init?(_ text: String) {
        guard text.utf8.count == 16, text.utf8.allSatisfy(Self.isHexDigit) else { return nil }
        self.text = text
    }

    /// A new id.
    public static func random() -> ShopID {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return ShopID(unchecked: String(repeating: "0", count: 16 - digits.utf8.count) + digits)
    }

    private init(unchecked text: String) { self.text = text }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
