/// The id of an error: 128 random bits, so that nobody comes upon another's by guessing.
struct ErrorID: Hashable, Sendable {
    private static let digits = 32

    private let high: UInt64
    private let low: UInt64

    /// A new id.
    static func random() -> ErrorID {
        ErrorID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An id as a path carries it; nil when it is not 32 lower-case hexadecimal digits.
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.digits,
            bytes.allSatisfy({ $0.hexadecimalValue != nil && !$0.isUppercaseLetter })
        else { return nil }
        high = Self.value(bytes[..<16])
        low = Self.value(bytes[16...])
    }

    /// The id as 32 lower-case hexadecimal digits.
    var text: String {
        let text = (0..<Self.digits).map { index in
            let word = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 0xF
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> UInt64 {
        digits.reduce(0) { $0 << 4 | UInt64($1.hexadecimalValue ?? 0) }
    }
}

extension UInt8 {
    fileprivate var isUppercaseLetter: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
}
