extension JSONParser {
    /// What follows a backslash, put into `unescaped` (RFC 8259 §7).
    mutating func escape(in text: Span<UInt8>) throws(JSONError) {
        guard position < text.count else {
            throw failure(in: text, expected: "an escape")
        }
        let byte: UInt8
        switch text[position] {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): byte = text[position]
        case UInt8(ascii: "b"): byte = 0x08
        case UInt8(ascii: "f"): byte = 0x0C
        case UInt8(ascii: "n"): byte = ASCII.lineFeed
        case UInt8(ascii: "r"): byte = ASCII.carriageReturn
        case UInt8(ascii: "t"): byte = ASCII.tab
        case UInt8(ascii: "u"):
            position += 1
            unescaped.append(contentsOf: String(try scalar(in: text)).utf8)
            return
        default:
            throw failure(in: text, expected: "an escape that JSON knows")
        }
        unescaped.append(byte)
        position += 1
    }

    /// The scalar of four digits, or of two halves of a surrogate pair.
    private mutating func scalar(in text: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = position
        let high = try codeUnit(in: text)
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard UTF16.isLeadSurrogate(high) else {
            throw JSONError(.surrogate, at: start, expected: "the first half of a pair before this")
        }
        let end = position
        guard takes(ASCII.backslash, in: text), takes(UInt8(ascii: "u"), in: text) else {
            if position == text.count { throw failure(in: text, expected: "an escape") }
            throw JSONError(.surrogate, at: end, expected: "the second half of a pair")
        }
        let low = try codeUnit(in: text)
        guard UTF16.isTrailSurrogate(low) else {
            throw JSONError(.surrogate, at: end, expected: "the second half of a pair")
        }
        return UTF16.decode(UTF16.EncodedScalar([high, low]))
    }

    /// The number of four hexadecimal digits.
    private mutating func codeUnit(in text: Span<UInt8>) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < text.count, let digit = Self.hexadecimal(text[position]) else {
                throw failure(in: text, expected: "a hexadecimal digit")
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        switch byte {
        case ASCII.zero...ASCII.nine: UInt16(byte - ASCII.zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
