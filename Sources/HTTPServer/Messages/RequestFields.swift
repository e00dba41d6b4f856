public import HTTPTypes

/// The fields of a request, kept as the bytes of its head and read when asked for.
///
/// Most requests are answered after one or two look-ups, so nothing is indexed.
public struct RequestFields: Sendable {
    /// Field lines, each `name:value\r\n`; the parser admits nothing else.
    private let lines: [UInt8]

    init(validatedLines lines: [UInt8]) {
        self.lines = lines
    }

    /// Fields from a list, for whoever makes a request without a server.
    public init(_ fields: HTTPFields = [:]) {
        var lines: [UInt8] = []
        for field in fields {
            lines.append(field: field.name.rawName, value: field.value)
        }
        self.lines = lines
    }

    /// The first value under a name, without the space around it; bytes that are not UTF-8 are
    /// replaced.
    public subscript(name: HTTPField.Name) -> String? {
        var first: String?
        forEachValue(of: name) { value in
            first = value
            return false
        }
        return first
    }

    /// All values under a name, in the order sent.
    public func values(of name: HTTPField.Name) -> [String] {
        var values: [String] = []
        forEachValue(of: name) { value in
            values.append(value)
            return true
        }
        return values
    }

    private func forEachValue(of name: HTTPField.Name, _ body: (String) -> Bool) {
        let wanted = name.canonicalName
        let bytes = lines.span
        var start = 0
        while start < bytes.count {
            guard let colon = bytes.firstIndex(of: .colon, from: start),
                let end = bytes.firstIndex(of: .carriageReturn, from: colon)
            else { return }
            if bytes.equalsCaseInsensitively(wanted, in: start..<colon) {
                let value = bytes.trimmingWhitespace(colon + 1..<end)
                if !body(String(decoding: lines[value], as: UTF8.self)) { return }
            }
            start = end + 2
        }
    }
}
