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
        appendPair(name, valueCount: JSONBuffer.Writing.mostDecimalBytes) { $0.put(decimal: value) }
    }

    @inline(__always)
    mutating func appendPair(
        _ name: StaticString, valueCount: Int, _ value: (inout JSONBuffer.Writing) -> Void
    ) {
        let comma = needsComma
        buffer.write(atMost: name.utf8CodeUnitCount + 4 + valueCount) { output in
            if comma { output.put(ASCII.comma) }
            output.put(name)
            value(&output)
        }
        needsComma = true
    }
}

extension JSONBuffer.Writing {
    /// Words of the program's own, free of what needs an escape.
    @inline(__always)
    mutating func put(words: StaticString) {
        let utf8 = unsafe UnsafeBufferPointer(
            start: words.utf8Start, count: words.utf8CodeUnitCount
        ).span
        assert(PlainRun.isWhole(utf8), "the words need an escape")
        put(utf8)
    }

    /// A name in quotes and its colon.
    @inline(__always)
    mutating func put(_ name: StaticString) {
        put(ASCII.quote)
        put(words: name)
        put(ASCII.quote)
        put(ASCII.colon)
    }
}
