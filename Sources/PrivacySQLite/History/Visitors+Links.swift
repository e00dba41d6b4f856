internal import Privacy
internal import SQLite

extension Visitors {
    /// Links the visitor to a person from now on.
    ///
    /// The first link ever also gives the person what nobody's span holds of the last
    /// `lookback` seconds; what is older stays nobody's.
    func link(_ visitor: VisitorID, to person: Int64, time: Int64, lookback: Int64) throws {
        guard let known = try find(visitor) else {
            _ = try insert(visitor, person: person, time)
            return
        }
        let current = try self.person(ofSpan: known.span)
        guard current != person else { return }
        if try current == nil && people(of: known.id).isEmpty {
            try give(known, to: person, time, since: time - lookback)
        } else {
            try setCurrent(span(of: known.id, person, time), of: known.id)
        }
    }

    /// Gives the span of nobody to the person, less what is older than `cutoff`.
    private func give(_ known: Known, to person: Int64, _ time: Int64, since cutoff: Int64) throws {
        if try holdsOlder(than: cutoff, known.span) {
            let older = try insertSpan(visitor: known.id, person: nil, cutoff)
            try Activities(connection: connection)
                .move(olderThan: cutoff, of: known.span, to: older)
            try connection.run(
                """
                UPDATE orders SET span = ?2
                WHERE span = ?1 AND customer IS NULL AND email IS NULL AND arrived < ?3
                """,
                .integer(known.span), .integer(older), .integer(cutoff))
        }
        try connection.run(
            "UPDATE span SET person = ?2, since = ?3 WHERE id = ?1",
            .integer(known.span), .integer(person), .integer(time))
    }

    private func holdsOlder(than cutoff: Int64, _ span: Int64) throws -> Bool {
        if try Activities(connection: connection).areOlder(than: cutoff, in: span) { return true }
        var rows = try connection.query(
            """
            SELECT EXISTS(SELECT 1 FROM orders WHERE span = ?1 AND customer IS NULL
                AND email IS NULL AND arrived < ?2)
            """, .integer(span), .integer(cutoff))
        return try rows.step() && rows.integer(0) != 0
    }

    /// The visitor's span of that person, made when it is not there.
    private func span(of visitor: Int64, _ person: Int64, _ time: Int64) throws -> Int64 {
        var rows = try connection.query(
            "SELECT id FROM span WHERE visitor = ?1 AND person = ?2 ORDER BY id LIMIT 1",
            .integer(visitor), .integer(person))
        if try rows.step() { return rows.integer(0) }
        return try insertSpan(visitor: visitor, person: person, time)
    }
}
