/// Finds where a number ends (RFC 8259 §6): `[-] int [frac] [exp]`.
enum NumberScanner {
    /// The index after the number that begins at `start`.
    static func end(in text: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
        var index = start
        if index < text.count, text[index] == ASCII.minus { index += 1 }
        if index < text.count, text[index] == ASCII.zero {
            index += 1
            if index < text.count, ASCII.isDigit(text[index]) {
                throw JSONError(.number, at: index, expected: "no digit after a leading zero")
            }
        } else {
            index = try endOfDigits(in: text, from: index)
        }
        if index < text.count, text[index] == ASCII.point {
            index = try endOfDigits(in: text, from: index + 1)
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count, text[index] == ASCII.plus || text[index] == ASCII.minus {
                index += 1
            }
            index = try endOfDigits(in: text, from: index)
        }
        return index
    }

    /// The index after one or more digits.
    @inline(__always)
    private static func endOfDigits(
        in text: Span<UInt8>, from start: Int
    ) throws(JSONError) -> Int {
        var index = start
        while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
        guard index > start else {
            let code: JSONError.Code = index < text.count ? .number : .unexpectedEnd
            throw JSONError(code, at: index, expected: "a digit")
        }
        return index
    }
}
