internal import JSON
internal import Privacy
internal import SQLite

/// Changes what baskets hold.
struct BasketChanges {
    let writing: ShopWriting
    let call: Call

    private var connection: Connection { writing.connection }

    func put(_ record: BasketRecord) throws {
        guard let span = try span(of: record) else { return }
        let known = try lines(span, record.basket)
        let lines = BasketLines(known).changed(by: record.verb, record.lines)
        if lines.isEmpty {
            try connection.run(
                "DELETE FROM basket WHERE span = ?1 AND basket = ?2",
                .integer(span), .text(record.basket?.text ?? ""))
            return
        }
        try connection.run(
            """
            INSERT INTO basket(span, basket, number, products) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT(span, basket) DO UPDATE SET products = ?4
            """,
            .integer(span), .text(record.basket?.text ?? ""),
            .integer(record.basket?.isNumber == true ? 1 : 0), .json(StoredJSON.text(lines)))
    }

    private func span(of record: BasketRecord) throws -> Int64? {
        if let visitor = record.visitor {
            return try writing.visitors.currentSpan(of: visitor, time: call.time)
        }
        guard let email = record.email else { return nil }
        let person = try writing.people.name(email, isVouched: call.origin == .shop)
        return try writing.visitors.ownSpan(of: person.person, time: call.time)
    }

    private func lines(_ span: Int64, _ basket: RecordID?) throws -> [JSONValue] {
        var rows = try connection.query(
            "SELECT products FROM basket WHERE span = ?1 AND basket = ?2",
            .integer(span), .text(basket?.text ?? ""))
        return try rows.step() ? StoredJSON.array(rows.json(0)) : []
    }
}
