/// What many objects of a list begin with, up to within a string, as it is written.
///
/// An entry of a history differs from the one before in the end of its description and the time: with what
/// it begins with at hand it takes a fourth of what writing its four members takes.
public struct JSONLead: Sendable {
    fileprivate let bytes: [UInt8]

    /// A beginning of some members, the name of the string, and what the string begins with.
    ///
    /// - Parameters:
    ///   - words: Free of what needs an escape, like the name.
    ///   - members: Writes the members before it.
    public init(
        _ name: StaticString, words: StaticString, after members: (inout JSONWriter) -> Void
    ) {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        members(&writer)
        writer.appendPair(name, valueCount: words.utf8CodeUnitCount + 1) { output in
            output.put(ASCII.quote)
            output.put(words: words)
        }
        bytes = writer.take()
    }
}

extension JSONWriter {
    /// Writes an object: its beginning, the rest of the string within which that ends, and an integer.
    public mutating func object(
        _ lead: JSONLead, _ rest: Span<UInt8>, _ lastName: StaticString, _ last: Int64
    ) {
        let comma = needsComma
        let isPlain = PlainRun.isWhole(rest)
        let members = lastName.utf8CodeUnitCount + JSONBuffer.Writing.mostDecimalBytes + 8
        buffer.write(atMost: lead.bytes.count + rest.count + members) { output in
            if comma { output.put(ASCII.comma) }
            output.put(lead.bytes.span)
            guard isPlain else { return }
            output.put(rest)
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(lastName)
            output.put(decimal: last)
            output.put(ASCII.closeBrace)
        }
        needsComma = true
        guard !isPlain else { return }
        appendEscaping(rest, from: 0)
        pair(lastName, last)
        endObject()
    }
}
