/// Finds where a value ends in a text that comes in pieces, without reading it.
///
/// Strings and brackets are followed, so that the end is the right one; what stands between them is
/// for the reader to judge. The state is a few bytes, whatever the length of the value.
struct ValueScanner {
    /// As deep as the reader goes by itself; one bit for each open bracket fits into one word.
    static let deepest = 64

    private enum Mode {
        case start, between, string, escape, scalar
    }

    private var mode = Mode.start
    private var depth = 0
    /// The kinds of the open brackets, the innermost lowest: 1 for a brace.
    private var braces: UInt64 = 0

    /// The index after the value if it ends before `limit`; nil when it goes on there.
    ///
    /// Called again with the next piece it goes on where it was.
    mutating func scan(
        _ text: Span<UInt8>, from start: Int, limit: Int
    ) throws(JSONError) -> Int? {
        var index = start
        while index < limit {
            switch mode {
            case .string:
                index = PlainRun.end(in: text, from: index)
                guard index < limit else { return nil }
                try leaveRun(text[index], at: index)
            case .escape:
                mode = .string
            case .scalar:
                if !Self.isScalar(text[index]) { return index }
            case .between:
                while index < limit, Self.isFiller(text[index]) { index += 1 }
                guard index < limit else { return nil }
                try open(text[index], at: index)
            case .start:
                try open(text[index], at: index)
            }
            index += 1
            if mode == .between, depth == 0 { return index }
        }
        return nil
    }

    private mutating func leaveRun(_ byte: UInt8, at index: Int) throws(JSONError) {
        switch byte {
        case ASCII.quote: mode = .between
        case ASCII.backslash: mode = .escape
        default:
            throw JSONError(.syntax, at: index, expected: "control characters to be escaped")
        }
    }

    private mutating func open(_ byte: UInt8, at index: Int) throws(JSONError) {
        switch byte {
        case ASCII.quote:
            mode = .string
        case ASCII.openBrace, ASCII.openBracket:
            guard depth < Self.deepest else {
                throw JSONError(.depth, at: index, expected: "no deeper nesting than is allowed")
            }
            depth += 1
            braces = braces << 1 | (byte == ASCII.openBrace ? 1 : 0)
            mode = .between
        case ASCII.closeBrace, ASCII.closeBracket:
            guard depth > 0 else {
                throw JSONError(.syntax, at: index, expected: "a value")
            }
            guard braces & 1 == (byte == ASCII.closeBrace ? 1 : 0) else {
                throw JSONError(.syntax, at: index, expected: "the bracket that was opened last")
            }
            depth -= 1
            braces >>= 1
        default:
            guard mode == .start else { return }
            guard Self.isScalar(byte) else {
                throw JSONError(.syntax, at: index, expected: "a value")
            }
            mode = .scalar
        }
    }

    /// Whether a byte between strings is no bracket and no quote.
    @inline(__always)
    private static func isFiller(_ byte: UInt8) -> Bool {
        byte | 0x20 != ASCII.openBrace && byte | 0x20 != ASCII.closeBrace && byte != ASCII.quote
    }

    /// Whether a number or a literal can have that byte.
    private static func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.zero...ASCII.nine, UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), ASCII.minus, ASCII.plus, ASCII.point:
            true
        default:
            false
        }
    }
}
