/// A recursive descent parser over one text, which every call is given anew: a span cannot be stored.
///
/// Each method begins at `position`, with the byte that led to it, and leaves `position` after what
/// it read. Recursion goes no deeper than the limit.
struct JSONParser {
    var position = 0
    /// Where a string with escapes is put together; kept, so that its memory is used again.
    var unescaped: [UInt8] = []
    private var depthLeft: Int

    /// Room for the members of a small object, which spares growing to it in three steps.
    private static let usualMemberCount = 4

    init(limits: JSONLimits) {
        depthLeft = min(limits.depth, JSONLimits.deepest)
    }

    /// The whole text as one value.
    mutating func document(in text: Span<UInt8>) throws(JSONError) -> JSONValue {
        try refuseByteOrderMark(in: text)
        skipSpace(in: text)
        let value = try value(in: text)
        skipSpace(in: text)
        guard position == text.count else {
            throw JSONError(.trailing, at: position, expected: "the end of the text")
        }
        return value
    }

    private mutating func value(in text: Span<UInt8>) throws(JSONError) -> JSONValue {
        guard position < text.count else {
            throw failure(in: text, expected: "a value")
        }
        switch text[position] {
        case ASCII.quote:
            return .string(try string(in: text))
        case ASCII.openBrace:
            return try nested(in: text) { parser, text throws(JSONError) in
                .object(try parser.object(in: text))
            }
        case ASCII.openBracket:
            return try nested(in: text) { parser, text throws(JSONError) in
                .array(try parser.array(in: text))
            }
        case ASCII.minus, ASCII.zero...ASCII.nine:
            return .number(try number(in: text))
        case UInt8(ascii: "t"):
            try literal("true", in: text)
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false", in: text)
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null", in: text)
            return .null
        default:
            throw failure(in: text, expected: "a value")
        }
    }

    @inline(__always)
    private mutating func nested(
        in text: Span<UInt8>,
        _ body: (inout JSONParser, Span<UInt8>) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depthLeft > 0 else {
            throw JSONError(.depth, at: position, expected: "no deeper nesting than is allowed")
        }
        depthLeft -= 1
        let value = try body(&self, text)
        depthLeft += 1
        return value
    }

    private mutating func array(in text: Span<UInt8>) throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipSpace(in: text)
        if takes(ASCII.closeBracket, in: text) { return elements }
        while true {
            elements.append(try value(in: text))
            skipSpace(in: text)
            if takes(ASCII.closeBracket, in: text) { return elements }
            guard takes(ASCII.comma, in: text) else {
                throw failure(in: text, expected: "a comma or a closing bracket")
            }
            skipSpace(in: text)
        }
    }

    private mutating func object(in text: Span<UInt8>) throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        var index = MemberIndex()
        position += 1
        skipSpace(in: text)
        if takes(ASCII.closeBrace, in: text) { return JSONObject() }
        members.reserveCapacity(Self.usualMemberCount)
        while true {
            let start = position
            let name = try name(in: text)
            // RFC 8259 §4 leaves it open what a second member of a name means: refuse to guess.
            guard index.position(of: name, in: members[...]) == nil else {
                throw JSONError(
                    .duplicateName, at: start, expected: "a name that is new in its object")
            }
            members.append(JSONObject.Member(name: name, value: try value(in: text)))
            skipSpace(in: text)
            if takes(ASCII.closeBrace, in: text) { return JSONObject(unique: members) }
            guard takes(ASCII.comma, in: text) else {
                throw failure(in: text, expected: "a comma or a closing brace")
            }
            skipSpace(in: text)
        }
    }

    /// A name with its colon and the space around that.
    private mutating func name(in text: Span<UInt8>) throws(JSONError) -> String {
        guard position < text.count, text[position] == ASCII.quote else {
            throw failure(in: text, expected: "a name in double quotes")
        }
        let name = try string(in: text)
        skipSpace(in: text)
        guard takes(ASCII.colon, in: text) else {
            throw failure(in: text, expected: "a colon")
        }
        skipSpace(in: text)
        return name
    }
}
