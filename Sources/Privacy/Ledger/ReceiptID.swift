/// The id of an erasure's receipt: 32 lower-case hexadecimal digits, 128 random bits.
public struct ReceiptID: Sendable, Hashable {
    /// The digits.
    public let text: String

    /// An id as it was given out; nil when it is not 32 hexadecimal digits.
    public init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(Self.isHexDigit) else { return nil }
        self.text = text
    }

    /// A new id.
    public static func random() -> ReceiptID {
        // Not a digit at a time: each number is a call to the system.
        let halves = [UInt64.random(in: 0 ... .max), .random(in: 0 ... .max)]
        let text = halves.flatMap { half in
            stride(from: 60, through: 0, by: -4).map { digits[Int(half >> UInt64($0) & 15)] }
        }
        return ReceiptID(unchecked: String(decoding: text, as: UTF8.self))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private init(unchecked text: String) { self.text = text }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
