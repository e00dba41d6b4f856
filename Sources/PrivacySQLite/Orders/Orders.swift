internal import JSON
internal import Privacy
internal import SQLite

/// The rows of orders and of what hangs on them.
struct Orders {
    let connection: Connection

    /// The order of that id, deleted anonymous ones too.
    func find(_ id: RecordID) throws -> OrderRow? {
        var found: [OrderRow] = []
        try read(
            """
            SELECT id, text, number, time, products, customer, email, span, vouched, state,
                extras, attributes
            FROM orders WHERE text = ?1
            """, .text(id.text), into: &found)
        return found.first
    }

    /// Adds the orders that name an e-mail's or a customer's identifier.
    ///
    /// For a customer's without those that also name an e-mail of the same person
    /// (``OrderRow/Extras/namesOnePerson``).
    func read(naming identifier: Identifier, into found: inout [OrderRow]) throws {
        switch identifier.kind {
        case .email:
            try read(
                """
                SELECT id, text, number, time, products, customer, email, span, vouched, state,
                    extras, attributes
                FROM orders WHERE email = ?1
                """, .integer(identifier.id), into: &found)
        case .customer:
            try read(
                """
                SELECT id, text, number, time, products, customer, email, span, vouched, state,
                    extras, attributes
                FROM orders WHERE customer = ?1 AND extras & 4 = 0
                """, .integer(identifier.id), into: &found)
        }
    }

    /// Adds the orders of a span: those that name nobody else.
    func read(ofSpan span: Int64, into found: inout [OrderRow]) throws {
        try read(
            """
            SELECT id, text, number, time, products, customer, email, span, vouched, state,
                extras, attributes
            FROM orders WHERE span = ?1 AND customer IS NULL AND email IS NULL
            """, .integer(span), into: &found)
    }

    func returns(of order: OrderRow) throws -> [ReturnRecord] {
        guard order.extras.contains(.returns) else { return [] }
        var found: [ReturnRecord] = []
        var rows = try connection.query(
            """
            SELECT product, number, quantity, time FROM order_return WHERE orders = ?1 ORDER BY id
            """, .integer(order.id))
        while try rows.step() {
            found.append(
                ReturnRecord(
                    order: order.recordID,
                    product: RecordID(text: rows.text(0), isNumber: rows.integer(1) != 0),
                    quantity: JSONNumber(text: rows.text(2)) ?? JSONNumber(0), time: rows.integer(3)
                ))
        }
        return found
    }

    func parcels(of order: OrderRow) throws -> [ParcelRecord] {
        guard order.extras.contains(.parcels) else { return [] }
        var found: [ParcelRecord] = []
        var rows = try connection.query(
            """
            SELECT id, tracking_code, tracking_link, status FROM parcel WHERE orders = ?1
            ORDER BY id
            """, .integer(order.id))
        while try rows.step() {
            found.append(
                ParcelRecord(
                    id: rows.integer(0), order: order.recordID, trackingCode: rows.optionalText(1),
                    trackingLink: rows.optionalText(2), status: rows.optionalText(3)))
        }
        return found
    }

    private func read(
        _ sql: StaticString, _ value: Value, into found: inout [OrderRow]
    ) throws {
        var rows = try connection.query(sql, value)
        while try rows.step() { found.append(try Self.row(rows)) }
    }

    private static func row(_ rows: borrowing Rows) throws -> OrderRow {
        guard let state = OrderRow.State(rawValue: rows.integer(9)) else {
            throw PrivacyError(.storage, "The database holds an order in an unknown state.")
        }
        return OrderRow(
            id: rows.integer(0), text: rows.text(1), isNumber: rows.integer(2) != 0,
            time: rows.integer(3), products: rows.json(4), customer: rows.optionalInteger(5),
            email: rows.optionalInteger(6), span: rows.optionalInteger(7),
            vouched: OrderRow.Vouched(rawValue: rows.integer(8)), state: state,
            extras: OrderRow.Extras(rawValue: rows.integer(10)),
            attributes: rows.isNull(11) ? .emptyObject : rows.json(11))
    }
}

extension OrderRow {
    /// The shop's id, in the JSON type in which it came.
    var recordID: RecordID { RecordID(text: text, isNumber: isNumber) }
}
