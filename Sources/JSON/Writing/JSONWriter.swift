/// Writes compact JSON into bytes, and places the commas by itself.
///
/// The calls must come in the order of the text: in an object a name before each value, and for each
/// begin an end. The writer does not look at what was written before, so `bytes` can be taken out
/// and emptied at any time, which is how an answer of any length is streamed.
///
/// Escaped is what RFC 8259 §7 requires: quote, backslash and control characters.
public struct JSONWriter: Sendable {
    /// What was written since the last time that it was emptied.
    public var bytes: [UInt8] { buffer.bytes }

    /// Where it is written.
    var buffer = JSONBuffer()

    /// Whether a comma must come before the next name or value.
    var needsComma = false

    /// A writer with room for so many bytes before it allocates anew.
    public init(capacity: Int = 0) {
        buffer.reserveCapacity(capacity)
    }

    /// Empties the writer and goes on; what has been taken out of it counts as written.
    public mutating func removeAll() { buffer.removeAll() }

    /// Takes out what was written.
    public mutating func take() -> [UInt8] { buffer.take() }

    /// Writes `{`.
    public mutating func beginObject() { begin(ASCII.openBrace) }

    /// Writes `}`.
    public mutating func endObject() { end(ASCII.closeBrace) }

    /// Writes `[`.
    public mutating func beginArray() { begin(ASCII.openBracket) }

    /// Writes `]`.
    public mutating func endArray() { end(ASCII.closeBracket) }

    /// Writes the name, free of what needs an escape, of the value that comes next.
    public mutating func name(_ name: StaticString) {
        appendPair(name, valueCount: 0) { _ in }
        needsComma = false
    }

    /// Writes a name that is not known before.
    public mutating func member(_ name: String) {
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
    public mutating func number(_ value: JSONNumber) { raw(value.text.utf8.span) }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

    /// Writes `null`.
    public mutating func null() { raw("null") }

    /// Writes what is a JSON value already; it is not looked at.
    public mutating func raw(_ utf8: Span<UInt8>) {
        let comma = needsComma
        buffer.write(atMost: utf8.count + 1) { output in
            if comma { output.put(ASCII.comma) }
            output.put(utf8)
        }
        needsComma = true
    }

    /// Writes what is a JSON value already; it is not looked at.
    public mutating func raw(_ text: String) {
        raw(text.utf8.span)
    }

    /// Writes a value as it stands.
    public mutating func text(_ text: JSONText) {
        raw(text.utf8.span)
    }

    /// Writes the members of an object as members of the one that is open.
    public mutating func members(of object: JSONText) {
        guard object.utf8.count > 2 else { return }
        raw(object.utf8.span.extracting(1..<object.utf8.count - 1))
    }

    @inline(__always)
    private mutating func begin(_ bracket: UInt8) {
        let comma = needsComma
        buffer.write(atMost: 2) { output in
            if comma { output.put(ASCII.comma) }
            output.put(bracket)
        }
        needsComma = false
    }

    @inline(__always)
    private mutating func end(_ bracket: UInt8) {
        buffer.write(atMost: 1) { $0.put(bracket) }
        needsComma = true
    }
}
