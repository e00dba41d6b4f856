internal import JSON
internal import SQLite

/// JSON as it stands in a column.
enum StoredJSON {
    static func object(_ text: JSONText) throws -> JSONObject {
        guard case .object(let object) = try text.value() else { return JSONObject() }
        return object
    }

    static func array(_ text: JSONText) throws -> [JSONValue] {
        guard case .array(let values) = try text.value() else { return [] }
        return values
    }

    static func text(_ object: JSONObject) -> JSONText { JSONText(.object(object)) }

    static func text(_ values: [JSONValue]) -> JSONText { JSONText(.array(values)) }
}

extension Value {
    static func json(_ text: JSONText) -> Value { .utf8(text.utf8) }
}

extension Rows {
    /// A column of JSON that was written here, as it stands.
    func json(_ column: Int32) -> JSONText { JSONText(written: blob(column)) }
}
