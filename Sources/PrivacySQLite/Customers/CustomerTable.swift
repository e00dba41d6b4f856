internal import JSON
internal import Privacy
internal import SQLite

/// Reads customer records.
struct CustomerTable {
    struct Row {
        /// The identifier under which the record stands.
        let identifier: Int64
        /// The identifier of its e-mail.
        let email: Int64?
        let text: JSONText

        func attributes() throws -> JSONObject { try StoredJSON.object(text) }
    }

    let connection: Connection

    func row(_ identifier: Int64) throws -> Row? {
        var rows = try connection.query(
            "SELECT email, attributes FROM customer WHERE identifier = ?1", .integer(identifier))
        guard try rows.step() else { return nil }
        return Row(identifier: identifier, email: rows.optionalInteger(0), text: rows.json(1))
    }

    /// The records that stand under these identifiers.
    func rows(of identifiers: [Identifier]) throws -> [Row] {
        guard let first = identifiers.lazy.map(\.id).min(),
            let last = identifiers.lazy.map(\.id).max()
        else { return [] }
        // Those of one person mostly stand side by side, and are one look.
        guard last - first < People.blockSize else {
            return try identifiers.compactMap { try row($0.id) }
        }
        var found: [Row] = []
        var rows = try connection.query(
            """
            SELECT identifier, email, attributes FROM customer WHERE identifier BETWEEN ?1 AND ?2
            """, .integer(first), .integer(last))
        while try rows.step() {
            let identifier = rows.integer(0)
            guard identifiers.contains(where: { $0.id == identifier }) else { continue }
            found.append(
                Row(
                    identifier: identifier, email: rows.optionalInteger(1), text: rows.json(2)))
        }
        return found
    }

    /// The records that have this e-mail now, oldest identifier first.
    func rows(ofEmail email: Int64) throws -> [Row] {
        var found: [Row] = []
        var rows = try connection.query(
            "SELECT identifier, attributes FROM customer WHERE email = ?1 ORDER BY identifier",
            .integer(email))
        while try rows.step() {
            found.append(Row(identifier: rows.integer(0), email: email, text: rows.json(1)))
        }
        return found
    }

    /// The record of that id, or else those of that e-mail.
    func named(_ name: RecordID, _ people: People) throws -> [Row] {
        if let customer = try people.find(name), let row = try row(customer.id) { return [row] }
        guard let address = EmailAddress(name.text), let email = try people.find(address) else {
            return []
        }
        return try rows(ofEmail: email.id)
    }

    /// The record of a row, in the domain's words.
    ///
    /// - Parameter identifier: Gives the identifier of a number.
    func record(_ row: Row, _ identifier: (Int64) throws -> Identifier?) throws -> HeldCustomer {
        HeldCustomer(
            id: try identifier(row.identifier)?.customer,
            email: try row.email.flatMap(identifier)?.email, attributes: row.text)
    }
}
