/// Reads JSON text strictly as RFC 8259 has it.
///
/// The text must be one value with nothing but white space around it. Refused are a byte order mark,
/// bytes that are not UTF-8, halves of surrogate pairs, a name twice in one object, nesting beyond
/// the limit, and whatever the grammar does not know: comments, trailing commas, `NaN`, `+1`, `.5`.
///
/// A value takes at most some 24 times the memory of its text (a list of digits does).
public enum JSONReader {
    /// The value that these bytes are.
    public static func value(
        of bytes: Span<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(limits: limits)
        return try parser.document(in: bytes)
    }

    /// The value that these bytes are.
    public static func value(
        of bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        try value(of: bytes.span, limits: limits)
    }

    /// The value that this text is.
    public static func value(
        of text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        try value(of: text.utf8.span, limits: limits)
    }
}
