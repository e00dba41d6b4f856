import HTTPTypes

/// Field lines as they stand in a head, each `name:value\r\n`.
struct FieldLines: Sendable {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Lines that the parser has checked.
    init(validated bytes: [UInt8]) { self.bytes = bytes }

    mutating func append(_ field: HTTPField) {
        bytes.append(field: field.name.rawName, value: field.value)
    }

    mutating func append(contentsOf others: FieldLines) { bytes += others.bytes }

    mutating func removeAll(named name: HTTPField.Name) {
        while let line = firstLine(of: name) { bytes.removeSubrange(line) }
    }

    /// Hands out the values under a name, without the space around them, in their order, until
    /// `body` answers false; bytes that are not UTF-8 are replaced.
    func forEachValue(of name: HTTPField.Name, _ body: (String) -> Bool) {
        forEachLine(of: name) { _, value in
            body(String(decoding: bytes[value], as: UTF8.self))
        }
    }

    private func firstLine(of name: HTTPField.Name) -> Range<Int>? {
        var first: Range<Int>?
        forEachLine(of: name) { line, _ in
            first = line
            return false
        }
        return first
    }

    private func forEachLine(
        of name: HTTPField.Name, _ body: (_ line: Range<Int>, _ value: Range<Int>) -> Bool
    ) {
        let wanted = name.canonicalName
        let bytes = bytes.span
        var start = 0
        while start < bytes.count {
            guard let colon = bytes.firstIndex(of: .colon, from: start),
                let end = bytes.firstIndex(of: .carriageReturn, from: colon)
            else { return }
            if bytes.equalsCaseInsensitively(wanted, in: start..<colon) {
                let value = bytes.trimmingWhitespace(colon + 1..<end)
                if !body(start..<end + 2, value) { return }
            }
            start = end + 2
        }
    }
}
