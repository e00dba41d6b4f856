internal import JSON
internal import Privacy
internal import SQLite

/// Products, categories and pages: not personal, kept as they come.
struct ItemTable {
    /// How much of a name a description shows: it stands in every activity of an answer.
    static let shownNameCharacters = 200

    let connection: Connection

    func put(_ record: ItemRecord) throws {
        try connection.run(
            """
            INSERT INTO item(kind, text, number, name, attributes) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT(kind, text) DO UPDATE SET name = ?4, attributes = ?5
            """,
            .integer(record.kind.rawValue), .text(record.id.text),
            .integer(record.id.isNumber ? 1 : 0), .of(name(record.attributes)),
            .json(StoredJSON.text(record.attributes)))
    }

    func patch(_ record: ItemRecord) throws {
        var whole = try find(record.kind, record.id) ?? record
        whole.attributes.merge(record.attributes)
        try put(whole)
    }

    func remove(_ kind: ItemKind, _ id: RecordID) throws {
        try connection.run(
            "DELETE FROM item WHERE kind = ?1 AND text = ?2",
            .integer(kind.rawValue), .text(id.text))
    }

    func find(_ kind: ItemKind, _ id: RecordID) throws -> ItemRecord? {
        var rows = try connection.query(
            "SELECT number, attributes FROM item WHERE kind = ?1 AND text = ?2",
            .integer(kind.rawValue), .text(id.text))
        guard try rows.step() else { return nil }
        return ItemRecord(
            kind: kind, id: RecordID(text: id.text, isNumber: rows.integer(0) != 0),
            attributes: try StoredJSON.object(rows.json(1)))
    }

    func name(_ kind: ItemKind, _ id: String) throws -> String? {
        var rows = try connection.query(
            "SELECT name FROM item WHERE kind = ?1 AND text = ?2",
            .integer(kind.rawValue), .text(id))
        return try rows.step() ? rows.optionalText(0) : nil
    }

    func isEmpty() throws -> Bool {
        var rows = try connection.query("SELECT 1 FROM item LIMIT 1")
        return try !rows.step()
    }

    private func name(_ attributes: JSONObject) -> String? {
        guard case .string(let name) = attributes["name"], !name.isEmpty else { return nil }
        return String(name.prefix(Self.shownNameCharacters))
    }
}
