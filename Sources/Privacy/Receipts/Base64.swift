/// Bytes as text of 64 letters (RFC 4648 §4), with padding.
public enum Base64 {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The text of bytes.
    public static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let letter = letters[Int(bits >> (18 - 6 * place) & 0x3F)]
                text.append(place <= group.count ? letter : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil when it is not exactly what ``text(of:)`` makes of them, so that
    /// nothing can be changed in it unseen (RFC 4648 §3.5).
    public static func bytes(of text: String) -> [UInt8]? {
        let digits = text.utf8.prefix { $0 != padding }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        for (index, digit) in digits.enumerated() {
            guard let value = letters.firstIndex(of: digit) else { return nil }
            bits = bits << 6 | UInt32(value)
            let place = index % 4
            if place > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * place))) }
        }
        return self.text(of: bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
    }
}
