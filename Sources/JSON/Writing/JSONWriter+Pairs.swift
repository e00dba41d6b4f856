/// A name, free of what needs an escape, together with its value.
///
/// Both with one request for room: a history of a thousand activities has four thousand of these.
extension JSONWriter {
    /// Writes a member that is a string.
    public mutating func pair(_ name: StaticString, _ value: String) {
        pair(name, value.utf8.span)
    }

    /// Writes a member that is a string at hand as UTF-8.
    public mutating func pair(_ name: StaticString, _ value: Span<UInt8>) {
        let plainCount = PlainRun.end(in: value, from: 0)
        appendPair(name, valueCount: value.count + 2) { output in
            output.put(ASCII.quote)
            output.put(value.extracting(..<plainCount))
            if plainCount == value.count { output.put(ASCII.quote) }
        }
        if plainCount < value.count { appendEscaping(value, from: plainCount) }
    }

    /// Writes a member that is an integer.
    public mutating func pair(_ name: StaticString, _ value: Int64) {
        let digits = DecimalDigits(value)
        appendPair(name, valueCount: DecimalDigits.mostBytes) { digits.put(to: &$0) }
    }

    @inline(__always)
    mutating func appendPair(
        _ name: StaticString, valueCount: Int, _ value: (inout JSONBuffer.Writing) -> Void
    ) {
        let utf8 = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            .span
        assert(PlainRun.end(in: utf8, from: 0) == utf8.count, "the name needs an escape")
        let comma = needsComma
        buffer.write(atMost: utf8.count + 4 + valueCount) { output in
            if comma { output.put(ASCII.comma) }
            output.put(ASCII.quote)
            output.put(utf8)
            output.put(ASCII.quote)
            output.put(ASCII.colon)
            value(&output)
        }
        needsComma = true
    }
}
