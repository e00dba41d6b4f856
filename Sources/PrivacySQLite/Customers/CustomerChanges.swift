internal import JSON
internal import Privacy
internal import SQLite

/// Brings customer records in, changes and removes them.
///
/// Customer calls are private, so the id and the e-mail of one record are one person's.
struct CustomerChanges {
    let writing: ShopWriting

    private var connection: Connection { writing.connection }

    func put(_ record: CustomerRecord) throws {
        let named = try name(record)
        guard let key = try key(of: named) else { return }
        try adoptRecord(of: named)
        try store(key, email: named.email?.id, record.attributes)
    }

    func patch(_ record: CustomerRecord) throws {
        let named = try name(record)
        guard let key = try key(of: named) else { return }
        try adoptRecord(of: named)
        let known = try CustomerTable(connection: connection).row(key)
        var attributes = try known?.attributes() ?? JSONObject()
        attributes.merge(record.attributes)
        try store(key, email: named.email?.id ?? known?.email, attributes)
    }

    /// Removes the record of that id, or else those of that e-mail.
    func remove(_ name: RecordID) throws {
        for record in try CustomerTable(connection: connection).named(name, writing.people) {
            try connection.run(
                "DELETE FROM customer WHERE identifier = ?1", .integer(record.identifier))
            try writing.people.removeIfNothingIsHeld(
                ofThoseNamedBy: [record.identifier, record.email])
        }
    }

    private struct Named {
        var customer: Identifier?
        var email: Identifier?
    }

    private func name(_ record: CustomerRecord) throws -> Named {
        let (customer, email) = try writing.people.name(
            customer: record.id, email: record.email, isVouched: true)
        let named = Named(customer: customer, email: email)
        if let customer = named.customer, let email = named.email {
            try writing.people.join(customer, email)
        }
        return named
    }

    /// The identifier under which the record stands: its id; without one, that of the record which
    /// has this e-mail now; else the e-mail.
    private func key(of named: Named) throws -> Int64? {
        if let customer = named.customer { return customer.id }
        guard let email = named.email else { return nil }
        let known = try CustomerTable(connection: connection).rows(ofEmail: email.id)
        return known.first?.identifier ?? email.id
    }

    /// A record that stood under the e-mail alone is the one that now has an id too.
    ///
    /// Where there were two, the one with the id has both's attributes, and says which counts.
    private func adoptRecord(of named: Named) throws {
        guard let customer = named.customer, let email = named.email else { return }
        let table = CustomerTable(connection: connection)
        guard let former = try table.row(email.id) else { return }
        var attributes = try former.attributes()
        if let known = try table.row(customer.id) { attributes.merge(try known.attributes()) }
        try connection.run("DELETE FROM customer WHERE identifier = ?1", .integer(email.id))
        try store(customer.id, email: email.id, attributes)
    }

    private func store(_ key: Int64, email: Int64?, _ attributes: JSONObject) throws {
        try connection.run(
            """
            INSERT INTO customer(identifier, email, attributes) VALUES (?1, ?2, ?3)
            ON CONFLICT(identifier) DO UPDATE SET email = ?2, attributes = ?3
            """,
            .integer(key), .of(email), .json(StoredJSON.text(attributes)))
    }
}
