extension JSONParser {
    /// A number as its text.
    mutating func number(in text: Span<UInt8>) throws(JSONError) -> JSONNumber {
        let end = try NumberScanner.end(in: text, from: position)
        // A number is of ASCII alone.
        let digits = unsafe UTF8Span(
            unchecked: text.extracting(position..<end), isKnownASCII: true)
        position = end
        return JSONNumber(scanned: String(copying: digits))
    }

    /// Steps over `true`, `false` or `null`.
    mutating func literal(_ word: String, in text: Span<UInt8>) throws(JSONError) {
        for byte in word.utf8 {
            guard takes(byte, in: text) else {
                throw failure(in: text, expected: "true, false or null")
            }
        }
    }

    /// Steps over that byte if it comes next.
    @inline(__always)
    mutating func takes(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    @inline(__always)
    mutating func skipSpace(in text: Span<UInt8>) {
        while position < text.count, ASCII.isSpace(text[position]) { position += 1 }
    }

    /// RFC 8259 §8.1 lets a reader ignore a byte order mark; no sender of ours needs one.
    func refuseByteOrderMark(in text: Span<UInt8>) throws(JSONError) {
        let mark: [3 of UInt8] = [0xEF, 0xBB, 0xBF]
        guard text.count >= 3, mark.indices.allSatisfy({ text[$0] == mark[$0] }) else { return }
        throw JSONError(.encoding, at: 0, expected: "a text without a byte order mark")
    }

    /// What to throw when the byte at `position`, if there is one, is not what must come.
    func failure(in text: Span<UInt8>, expected: StaticString) -> JSONError {
        let code: JSONError.Code = position < text.count ? .syntax : .unexpectedEnd
        return JSONError(code, at: position, expected: expected)
    }
}
