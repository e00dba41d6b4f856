public import HTTPTypes

/// The fields of a response, kept as the bytes in which they are sent.
///
/// Most answers have the same few: they are written once, and copied into each head.
public struct ResponseFields: Sendable, ExpressibleByDictionaryLiteral {
    private(set) var lines = FieldLines()
    /// Whether the body is encoded already, as a `Content-Encoding` says.
    private(set) var isEncoded = false
    /// Whether the body is of a type that shrinks by compression, as `Content-Type` says.
    private(set) var isCompressible = false

    /// Fields in this order.
    public init(dictionaryLiteral fields: (HTTPField.Name, String)...) {
        for (name, value) in fields { append(HTTPField(name: name, value: value)) }
    }

    /// The first value under a name; set, it replaces them all, and nil removes them.
    public subscript(name: HTTPField.Name) -> String? {
        get {
            var first: String?
            lines.forEachValue(of: name) { value in
                first = value
                return false
            }
            return first
        }
        set {
            lines.removeAll(named: name)
            note(name, newValue)
            if let newValue { append(HTTPField(name: name, value: newValue)) }
        }
    }

    /// Adds a field; one that only the server can know is left out.
    public mutating func append(_ field: HTTPField) {
        guard !Self.isReserved(field.name) else { return }
        note(field.name, field.value)
        lines.append(field)
    }

    /// Adds others, which are written already; none of their names may stand here.
    public mutating func append(contentsOf others: ResponseFields) {
        lines.append(contentsOf: others.lines)
        isEncoded = isEncoded || others.isEncoded
        isCompressible = isCompressible || others.isCompressible
    }

    private mutating func note(_ name: HTTPField.Name, _ value: String?) {
        if name == .contentEncoding { isEncoded = value != nil }
        if name == .contentType { isCompressible = value.map(CompressibleType.contains) ?? false }
    }

    private static func isReserved(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "content-length", "transfer-encoding", "connection", "date", "x-request-id": true
        default: false
        }
    }
}
