/// What may follow the size of a chunk (RFC 9112 §7.1.1).
///
/// None means anything here. They are looked at all the same: who reads a malformed one differently
/// may see the chunk start elsewhere.
enum ChunkExtensions {
    /// Whether `text`, which begins behind the first semicolon, is a list of names and values.
    static func areWellFormed(_ text: Span<UInt8>) -> Bool {
        var position = 0
        while true {
            skipWhitespace(text, &position)
            guard skipToken(text, &position) else { return false }
            if position == text.count { return true }
            skipWhitespace(text, &position)
            if skip(UInt8(ascii: "="), text, &position) {
                skipWhitespace(text, &position)
                guard skipToken(text, &position) || skipQuoted(text, &position) else {
                    return false
                }
                if position == text.count { return true }
                skipWhitespace(text, &position)
            }
            guard skip(.semicolon, text, &position) else { return false }
        }
    }

    private static func skip(_ byte: UInt8, _ text: Span<UInt8>, _ position: inout Int) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private static func skipWhitespace(_ text: Span<UInt8>, _ position: inout Int) {
        while position < text.count, text[position].isWhitespace { position += 1 }
    }

    private static func skipToken(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        let start = position
        while position < text.count, text[position].isTokenCharacter { position += 1 }
        return position > start
    }

    /// A quoted string (RFC 9110 §5.6.4), in which a backslash takes the next byte's meaning away.
    private static func skipQuoted(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        let quote = UInt8(ascii: "\"")
        guard skip(quote, text, &position) else { return false }
        while position < text.count, text[position] != quote {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return skip(quote, text, &position)
    }
}
