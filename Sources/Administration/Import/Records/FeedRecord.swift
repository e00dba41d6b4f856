internal import JSON

/// One record of an import, before it is understood.
struct FeedRecord: Sendable, Equatable {
    /// What it is about.
    let table: RecordTable
    /// Its fields.
    let fields: JSONObject

    init(table: RecordTable, fields: JSONObject) {
        self.table = table
        self.fields = fields
    }

    /// A line of a `.jsonl` file: its `table` says what it is, a null is an absent field, and the
    /// fields of an object in `body` stand beside its own, which win.
    init(line: JSONObject) throws(RecordFault) {
        guard case .string(let name)? = line["table"], let table = RecordTable(lineName: name)
        else {
            let names = RecordTable.allCases.map(\.rawValue).joined(separator: ", ")
            throw RecordFault("table", expected: "one of \(names)")
        }
        var fields = Self.present(line)
        fields.removeValue(forName: "table")
        if let body = Self.body(of: line) {
            fields.removeValue(forName: "body")
            var merged = Self.present(body)
            merged.merge(fields)
            fields = merged
        }
        self.init(table: table, fields: fields)
    }

    private static func present(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.filter { $0.value != .null })
    }

    /// The object in `body`, as it is or as JSON text; any other body is a field like the rest.
    private static func body(of line: JSONObject) -> JSONObject? {
        switch line["body"] {
        case .object(let object): return object
        case .string(let text):
            guard case .object(let object)? = try? JSONReader.value(of: text) else { return nil }
            return object
        default: return nil
        }
    }
}
