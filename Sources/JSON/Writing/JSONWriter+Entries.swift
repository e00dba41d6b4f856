extension JSONWriter {
    /// Writes an object of which two strings and an integer are not known before: an entry of a long list.
    ///
    /// The words around them are JSON as it stands, and are not looked at: `{"visitor":"`,
    /// `,"type":"click","description":"Clicked product `, `,"time":`. What follows a string's end begins behind its
    /// quote; the last brace is added.
    public mutating func entry(
        _ opening: StaticString, _ first: Span<UInt8>, _ middle: StaticString,
        _ second: Span<UInt8>, _ closing: StaticString, _ last: Int64
    ) {
        guard PlainRun.isWhole(first), PlainRun.isWhole(second) else {
            part(opening, comma: needsComma)
            appendEscaping(first, from: 0)
            part(middle, comma: false)
            appendEscaping(second, from: 0)
            part(closing, comma: false)
            needsComma = false
            appendDecimal(last)
            endObject()
            return
        }
        let comma = needsComma
        // One request for room: a history of a thousand activities has as many of these.
        let words =
            opening.utf8CodeUnitCount + middle.utf8CodeUnitCount + closing.utf8CodeUnitCount
        buffer.write(
            atMost: words + first.count + second.count + JSONBuffer.Writing.mostDecimalBytes + 4
        ) { output in
            if comma { output.put(ASCII.comma) }
            output.put(words: opening)
            output.put(first)
            output.put(ASCII.quote)
            output.put(words: middle)
            output.put(second)
            output.put(ASCII.quote)
            output.put(words: closing)
            output.put(decimal: last)
            output.put(ASCII.closeBrace)
        }
        needsComma = true
    }

    private mutating func part(_ words: StaticString, comma: Bool) {
        buffer.write(atMost: words.utf8CodeUnitCount + 1) { output in
            if comma { output.put(ASCII.comma) }
            output.put(words: words)
        }
    }
}

extension JSONBuffer.Writing {
    /// Words of the program's own.
    @inline(__always)
    mutating func put(words: StaticString) {
        put(
            unsafe UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
                .span)
    }
}
