/// Writes compact JSON into bytes, and places the commas by itself.
///
/// The calls must come in the order of the text: in an object a name before each value, and for each
/// begin an end. The writer does not look at what was written before, so `bytes` can be taken out
/// and emptied at any time, which is how an answer of any length is streamed.
///
/// Escaped is what RFC 8259 §7 requires: quote, backslash and control characters.
public struct JSONWriter: Sendable {
    /// What was written since the last time that it was emptied.
    public var bytes: [UInt8] = []

    /// Whether a comma must come before the next name or value.
    private(set) var needsComma = false

    /// A writer with room for so many bytes before it allocates anew.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes `{`.
    public mutating func beginObject() { begin(ASCII.openBrace) }

    /// Writes `}`.
    public mutating func endObject() { end(ASCII.closeBrace) }

    /// Writes `[`.
    public mutating func beginArray() { begin(ASCII.openBracket) }

    /// Writes `]`.
    public mutating func endArray() { end(ASCII.closeBracket) }

    /// Writes the name of the value that comes next.
    public mutating func name(_ name: String) {
        appendQuoted(name, isName: true)
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        appendQuoted(value, isName: false)
        needsComma = true
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        appendDecimal(value)
        needsComma = true
    }

    /// Writes a number as it came.
    public mutating func number(_ value: JSONNumber) {
        separate()
        bytes.append(copying: value.text.utf8.span)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes what is a JSON value already; it is not looked at.
    public mutating func raw(_ utf8: Span<UInt8>) {
        separate()
        bytes.append(copying: utf8)
    }

    /// Writes what is a JSON value already; it is not looked at.
    public mutating func raw(_ text: String) {
        raw(text.utf8.span)
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(ASCII.comma) }
        needsComma = true
    }

    @inline(__always)
    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    @inline(__always)
    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}
