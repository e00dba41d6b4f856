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

    /// Writes an object of three strings and an integer, in UTF-8: an entry of a long list.
    ///
    /// - Parameter words: What the third string begins with, free of what needs an escape.
    public mutating func object(
        _ name: StaticString, _ value: Span<UInt8>,
        _ secondName: StaticString, _ second: Span<UInt8>,
        _ thirdName: StaticString, words: StaticString = "", _ third: Span<UInt8>,
        _ lastName: StaticString, _ last: Int64
    ) {
        guard PlainRun.isWhole(value), PlainRun.isWhole(second), PlainRun.isWhole(third) else {
            beginObject()
            pair(name, value)
            pair(secondName, second)
            appendPair(thirdName, valueCount: words.utf8CodeUnitCount + 1) { output in
                output.put(ASCII.quote)
                output.put(words: words)
            }
            appendEscaping(third, from: 0)
            pair(lastName, last)
            endObject()
            return
        }
        // One request for room: half of what four pairs take.
        let names =
            name.utf8CodeUnitCount + secondName.utf8CodeUnitCount + thirdName.utf8CodeUnitCount
            + lastName.utf8CodeUnitCount + words.utf8CodeUnitCount
        let comma = needsComma
        buffer.write(
            atMost: names + value.count + second.count + third.count
                + JSONBuffer.Writing.mostDecimalBytes + 24
        ) { output in
            if comma { output.put(ASCII.comma) }
            output.put(ASCII.openBrace)
            output.put(name, value)
            output.put(ASCII.comma)
            output.put(secondName, second)
            output.put(ASCII.comma)
            output.put(thirdName)
            output.put(ASCII.quote)
            output.put(words: words)
            output.put(third)
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(lastName)
            output.put(decimal: last)
            output.put(ASCII.closeBrace)
        }
        needsComma = true
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
    fileprivate mutating func put(words: StaticString) {
        let utf8 = unsafe UnsafeBufferPointer(
            start: words.utf8Start, count: words.utf8CodeUnitCount
        ).span
        assert(PlainRun.isWhole(utf8), "the words need an escape")
        put(utf8)
    }

    /// A name in quotes and its colon.
    @inline(__always)
    fileprivate mutating func put(_ name: StaticString) {
        put(ASCII.quote)
        put(words: name)
        put(ASCII.quote)
        put(ASCII.colon)
    }

    /// A name and a string that needs no escape.
    @inline(__always)
    fileprivate mutating func put(_ name: StaticString, _ plain: Span<UInt8>) {
        put(name)
        put(ASCII.quote)
        put(plain)
        put(ASCII.quote)
    }
}
