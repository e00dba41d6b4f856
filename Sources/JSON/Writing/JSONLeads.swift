/// Beginnings that many objects of a list share, each up to within a string, as they are written, and what comes after
/// that string in all of them.
///
/// The entries of a history differ in what comes after their visitor, most of them after what was done.
public struct JSONLeads: Sendable {
    /// One of them.
    public struct Lead: Sendable {
        fileprivate let range: Range<Int>
    }

    /// The usual ones come to stand without asking for room again.
    private static let usualBytes = 512

    fileprivate let last: StaticString
    private var writer = JSONWriter(capacity: usualBytes)
    /// Where the end of the string stands, and the name of the integer.
    fileprivate let tail: Range<Int>

    /// None yet.
    ///
    /// - Parameter last: The name of the integer with which all of the objects end, free of what needs an escape.
    public init(before last: StaticString) {
        self.last = last
        writer.buffer.write(atMost: last.utf8CodeUnitCount + 5) { output in
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(last)
        }
        tail = writer.buffer.bytes.indices
    }

    /// A beginning of some members, the name of the string, and the words with which that begins.
    ///
    /// Name and words are free of what needs an escape.
    public mutating func add(
        _ name: StaticString, words: StaticString = "",
        after members: (inout JSONWriter) -> Void
    ) -> Lead {
        let start = writer.buffer.bytes.count
        writer.needsComma = false
        writer.beginObject()
        members(&writer)
        writer.appendPair(name, valueCount: 1 + words.utf8CodeUnitCount) { output in
            output.put(ASCII.quote)
            output.put(words: words)
        }
        return Lead(range: start..<writer.buffer.bytes.count)
    }

    fileprivate var bytes: [UInt8] { writer.buffer.bytes }
}

extension JSONWriter {
    /// Writes an object: its beginning, the rest of the string within which that ends, and an integer.
    public mutating func object(
        _ lead: JSONLeads.Lead, of leads: JSONLeads, _ rest: Span<UInt8>, _ integer: Int64
    ) {
        object(
            lead, of: leads, isPlain: PlainRun.isWhole(rest), atMost: rest.count, integer
        ) {
            $0.put(rest)
        } escaping: {
            $0.appendEscaping(rest, from: 0)
        }
    }

    /// Writes an object: its beginning, the rest of the string within which that ends, another string, and
    /// an integer.
    ///
    /// - Parameter secondName: That of the other string, free of what needs an escape.
    public mutating func object(
        _ lead: JSONLeads.Lead, of leads: JSONLeads, _ rest: Span<UInt8>,
        _ secondName: StaticString, _ second: Span<UInt8>, _ integer: Int64
    ) {
        object(
            lead, of: leads, isPlain: PlainRun.isWhole(rest) && PlainRun.isWhole(second),
            atMost: rest.count + second.count + secondName.utf8CodeUnitCount + 6, integer
        ) { output in
            output.put(rest)
            output.put(ASCII.quote)
            output.put(ASCII.comma)
            output.put(secondName)
            output.put(ASCII.quote)
            output.put(second)
        } escaping: { writer in
            writer.appendEscaping(rest, from: 0)
            writer.appendPair(secondName, valueCount: 1) { $0.put(ASCII.quote) }
            writer.appendEscaping(second, from: 0)
        }
    }

    /// Writes what comes between with one request for room, or bit by bit where something needs an escape.
    @inline(__always)
    private mutating func object(
        _ lead: JSONLeads.Lead, of leads: JSONLeads, isPlain: Bool, atMost byteCount: Int,
        _ integer: Int64, plain: (inout JSONBuffer.Writing) -> Void,
        escaping: (inout JSONWriter) -> Void
    ) {
        let comma = needsComma
        let known = leads.bytes.span
        let ownBytes = lead.range.count + leads.tail.count + JSONBuffer.Writing.mostDecimalBytes + 2
        buffer.write(atMost: ownBytes + byteCount) { output in
            if comma { output.put(ASCII.comma) }
            output.put(known.extracting(lead.range))
            guard isPlain else { return }
            plain(&output)
            output.put(known.extracting(leads.tail))
            output.put(decimal: integer)
            output.put(ASCII.closeBrace)
        }
        needsComma = true
        guard !isPlain else { return }
        escaping(&self)
        pair(leads.last, integer)
        endObject()
    }
}
