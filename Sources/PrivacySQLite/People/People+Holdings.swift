internal import SQLite

extension People {
    /// Removes the identifiers of a person of whom nothing is held any more: an identifier alone
    /// would be a datum without a purpose (GDPR article 5(1)(e)).
    func removeIfNothingIsHeld(of person: Int64) throws {
        let own = try identifiers(of: person)
        guard !own.isEmpty, try !hasSpan(person) else { return }
        for identifier in own where try isReferredTo(identifier) { return }
        for identifier in own {
            try connection.run("DELETE FROM identifier WHERE id = ?1", .integer(identifier.id))
        }
    }

    /// Removes the people of these identifiers of whom nothing is held any more.
    func removeIfNothingIsHeld(ofThoseNamedBy identifiers: [Int64?]) throws {
        for case let identifier? in identifiers {
            guard let person = try person(of: identifier) else { continue }
            try removeIfNothingIsHeld(of: person)
        }
    }

    private func hasSpan(_ person: Int64) throws -> Bool {
        var rows = try connection.query(
            "SELECT 1 FROM span WHERE person = ?1 LIMIT 1", .integer(person))
        return try rows.step()
    }

    /// Whether something names the identifier; what also names another one of that person may be left out.
    private func isReferredTo(_ identifier: Identifier) throws -> Bool {
        var rows = try connection.query(
            """
            SELECT EXISTS(SELECT 1 FROM customer WHERE identifier = ?1)
                OR EXISTS(SELECT 1 FROM customer WHERE email = ?1)
                OR EXISTS(SELECT 1 FROM orders WHERE customer = ?1 AND extras & 4 = 0)
                OR EXISTS(SELECT 1 FROM orders WHERE email = ?1)
                OR EXISTS(SELECT 1 FROM subscription WHERE email = ?1)
            """, .integer(identifier.id))
        return try rows.step() && rows.integer(0) != 0
    }
}
