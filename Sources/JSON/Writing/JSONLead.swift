/// What many objects of a list begin with, up to within a string, as it is written.
///
/// The entries of a history differ in what comes after their visitor.
public struct JSONLead: Sendable {
    fileprivate let bytes: [UInt8]

    /// A beginning of some members and the name, free of what needs an escape, of the string.
    public init(_ name: StaticString, after members: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(capacity: 64)
        writer.beginObject()
        members(&writer)
        writer.appendPair(name, valueCount: 1) { $0.put(ASCII.quote) }
        bytes = writer.take()
    }
}

extension JSONWriter {
    /// Writes an object: its beginning, the string within which that ends, another string and an integer.
    ///
    /// - Parameter words: What the other string begins with, free of what needs an escape, like the names.
    public mutating func object(
        _ lead: JSONLead, _ first: Span<UInt8>,
        _ name: StaticString, words: StaticString = "", _ second: Span<UInt8>,
        _ lastName: StaticString, _ last: Int64
    ) {
        let comma = needsComma
        let isPlain = PlainRun.isWhole(first) && PlainRun.isWhole(second)
        // One request for room: half of what four members take.
        let ownBytes =
            lead.bytes.count + name.utf8CodeUnitCount + lastName.utf8CodeUnitCount
            + words.utf8CodeUnitCount + JSONBuffer.Writing.mostDecimalBytes + 16
        buffer.write(atMost: ownBytes + first.count + second.count) { output in
            if comma { output.put(ASCII.comma) }
            output.put(lead.bytes.span)
            guard isPlain else { return }
            output.put(first)
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(name)
            output.put(ASCII.quote)
            output.put(words: words)
            output.put(second)
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(lastName)
            output.put(decimal: last)
            output.put(ASCII.closeBrace)
        }
        needsComma = true
        guard !isPlain else { return }
        appendEscaping(first, from: 0)
        appendPair(name, valueCount: 1 + words.utf8CodeUnitCount) { output in
            output.put(ASCII.quote)
            output.put(words: words)
        }
        appendEscaping(second, from: 0)
        pair(lastName, last)
        endObject()
    }
}
