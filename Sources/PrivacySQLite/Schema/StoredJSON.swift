internal import JSON

/// JSON as it stands in a column.
enum StoredJSON {
    static func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try JSONReader.value(of: text) else {
            return JSONObject()
        }
        return object
    }

    static func array(_ text: String) throws -> [JSONValue] {
        guard case .array(let values) = try JSONReader.value(of: text) else { return [] }
        return values
    }

    static func text(_ object: JSONObject) -> String { JSONWriter.text(of: .object(object)) }

    static func text(_ values: [JSONValue]) -> String { JSONWriter.text(of: .array(values)) }
}
