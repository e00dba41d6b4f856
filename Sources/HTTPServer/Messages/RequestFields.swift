public import HTTPTypes

/// The fields of a request, kept as the bytes of its head and read when asked for.
///
/// Most requests are answered after one or two look-ups, so nothing is indexed.
public struct RequestFields: Sendable {
    private let lines: FieldLines

    init(validatedLines lines: [UInt8]) {
        self.lines = FieldLines(validated: lines)
    }

    /// Fields from a list, for whoever makes a request without a server.
    public init(_ fields: HTTPFields = [:]) {
        var lines = FieldLines()
        for field in fields { lines.append(field) }
        self.lines = lines
    }

    /// The lines as they stood in the head, for tests that compare them with another reader's.
    package var received: [UInt8] { lines.bytes }

    /// The first value under a name, without the space around it; bytes that are not UTF-8 are
    /// replaced.
    public subscript(name: HTTPField.Name) -> String? {
        var first: String?
        lines.forEachValue(of: name) { value in
            first = value
            return false
        }
        return first
    }

    /// All values under a name, in the order sent.
    public func values(of name: HTTPField.Name) -> [String] {
        var values: [String] = []
        lines.forEachValue(of: name) { value in
            values.append(value)
            return true
        }
        return values
    }
}
