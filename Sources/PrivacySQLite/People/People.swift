internal import Privacy
internal import SQLite

/// The people of a shop: identifiers, and who shares them.
///
/// A person is nothing but the number that identifiers named together share, so joining two people
/// is giving one's identifiers and spans the other's number.
struct People {
    /// How many numbers a person has for its identifiers; the statements here and the index
    /// `identifier_person` reckon with it.
    static let blockSize: Int64 = 64

    let connection: Connection
    let digester: Digester

    func find(_ email: EmailAddress) throws -> Identifier? {
        try find(digester.digest(email))
    }

    func find(_ customer: RecordID) throws -> Identifier? {
        try find(digester.digest(customer))
    }

    /// The identifier of the e-mail, made when it is not there.
    ///
    /// - Parameter isVouched: Whether the shop itself says so. What it says stays said.
    func name(_ email: EmailAddress, isVouched: Bool) throws -> Identifier {
        let digest = digester.digest(email)
        return try name(email, digest, known: find(digest), isVouched, person: nil)
    }

    /// The identifier of the customer id, made when it is not there.
    func name(_ customer: RecordID, isVouched: Bool) throws -> Identifier {
        let digest = digester.digest(customer)
        return try name(customer, digest, known: find(digest), isVouched, person: nil)
    }

    /// The identifiers of one record, made when they are not there, and then, if the shop itself says
    /// so, of one person.
    ///
    /// One that is made is the other's person from the start, so that there is nothing to join.
    func name(
        customer: RecordID?, email: EmailAddress?, isVouched: Bool
    ) throws -> (customer: Identifier?, email: Identifier?) {
        guard let customer, let email, isVouched else {
            return (
                try customer.map { try name($0, isVouched: isVouched) },
                try email.map { try name($0, isVouched: isVouched) }
            )
        }
        let emailDigest = digester.digest(email)
        let knownEmail = try find(emailDigest)
        let one: Identifier
        if let known = try knownEmail.flatMap({ try find(customer, beside: $0) }) {
            one = try vouch(known, isVouched)
        } else {
            let digest = digester.digest(customer)
            one = try name(
                customer, digest, known: find(digest), isVouched, person: knownEmail?.person)
        }
        let other = try name(
            email, emailDigest, known: knownEmail, isVouched, person: one.person)
        return (one, other)
    }

    /// The identifier of a customer id if it stands in the block of an e-mail's person, where it mostly is
    /// when a feed says again what it said before: a look beside that e-mail instead of a digest and a
    /// look at random.
    private func find(_ customer: RecordID, beside email: Identifier) throws -> Identifier? {
        guard email.person.isMultiple(of: Self.blockSize) else { return nil }
        var rows = try connection.query(
            """
            SELECT id, kind, person, vouched, text, number, extras FROM identifier
            WHERE id BETWEEN ?1 AND ?1 + 63 AND kind = 2 AND text = ?2
            """, .integer(email.person), .text(customer.text))
        return try rows.step() ? Self.identifier(rows) : nil
    }

    private func name(
        _ email: EmailAddress, _ digest: [UInt8], known: Identifier?, _ isVouched: Bool,
        person: Int64?
    ) throws -> Identifier {
        guard let known else {
            return try insert(
                .email, digest, email.text, isNumber: false, isVouched, person: person)
        }
        if isVouched, known.text != email.text {
            // An e-mail is shown as the shop itself writes it.
            try connection.run(
                "UPDATE identifier SET text = ?2 WHERE id = ?1",
                .integer(known.id), .text(email.text))
        }
        return try vouch(known, isVouched)
    }

    private func name(
        _ customer: RecordID, _ digest: [UInt8], known: Identifier?, _ isVouched: Bool,
        person: Int64?
    ) throws -> Identifier {
        guard let known else {
            return try insert(
                .customer, digest, customer.text, isNumber: customer.isNumber, isVouched,
                person: person)
        }
        return try vouch(known, isVouched)
    }

    /// Makes one person of two; the one known longer stays.
    func join(_ one: Identifier, _ other: Identifier) throws {
        // Both were read just now: most often they are one, as the last feed said.
        guard one.person != other.person else { return }
        guard let one = try person(of: one.id), let other = try person(of: other.id), one != other
        else { return }
        let (kept, joined) = (min(one, other), max(one, other))
        for identifier in try identifiers(of: joined) {
            try connection.run(
                "UPDATE identifier SET person = ?2 WHERE id = ?1",
                .integer(identifier.id), .integer(kept))
        }
        try connection.run(
            "UPDATE span SET person = ?1 WHERE person = ?2", .integer(kept), .integer(joined))
    }

    /// The person's identifiers, oldest first.
    func identifiers(of person: Int64) throws -> [Identifier] {
        var found: [Identifier] = []
        try read(of: person, into: &found)
        return found
    }

    /// Adds the person's identifiers, oldest first.
    func read(of person: Int64, into found: inout [Identifier]) throws {
        var rows = try connection.query(
            """
            SELECT id, kind, person, vouched, text, number, extras FROM identifier
            WHERE id BETWEEN ?1 AND ?1 + 63 AND person = ?1 AND person = (id & -64)
            UNION ALL
            SELECT id, kind, person, vouched, text, number, extras FROM identifier
            WHERE person = ?1 AND person <> (id & -64)
            """,
            .integer(person))
        while try rows.step() { found.append(try Self.identifier(rows)) }
    }

    /// The number of the person whom an identifier names now.
    func person(of identifier: Int64) throws -> Int64? {
        var rows = try connection.query(
            "SELECT person FROM identifier WHERE id = ?1", .integer(identifier))
        return try rows.step() ? rows.integer(0) : nil
    }

    /// The identifier of that number.
    func identifier(_ id: Int64) throws -> Identifier? {
        var rows = try connection.query(
            "SELECT id, kind, person, vouched, text, number, extras FROM identifier WHERE id = ?1",
            .integer(id))
        return try rows.step() ? Self.identifier(rows) : nil
    }

    private func find(_ digest: [UInt8]) throws -> Identifier? {
        var rows = try connection.query(
            "SELECT id, kind, person, vouched, text, number, extras FROM identifier WHERE digest = ?1",
            .blob(digest))
        return try rows.step() ? Self.identifier(rows) : nil
    }

    private func insert(
        _ kind: Identifier.Kind, _ digest: [UInt8], _ text: String, isNumber: Bool,
        _ isVouched: Bool, person: Int64?
    ) throws -> Identifier {
        let id = try number(in: person)
        try connection.run(
            """
            INSERT INTO identifier(id, kind, digest, text, number, person, vouched, position)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT last FROM erasure_position))
            """,
            .integer(id), .integer(kind.rawValue), .blob(digest), .text(text),
            .integer(isNumber ? 1 : 0), .integer(person ?? id), .integer(isVouched ? 1 : 0))
        return Identifier(
            id: id, kind: kind, person: person ?? id, isVouched: isVouched, text: text,
            isNumber: isNumber, extras: [])
    }

    /// The number of a new identifier.
    ///
    /// A person takes the number of its first identifier, which begins a block of 64: those that follow
    /// stand in it, beside each other, so that they are read together. Beyond that, and for a person from before
    /// there were blocks, an index tells where they are. Identifiers of a person go together when they go.
    private func number(in person: Int64?) throws -> Int64 {
        if let person, person.isMultiple(of: Self.blockSize) {
            var rows = try connection.query(
                "SELECT max(id) FROM identifier WHERE id BETWEEN ?1 AND ?1 + 63", .integer(person))
            if try rows.step(), let last = rows.optionalInteger(0),
                last < person + Self.blockSize - 1
            {
                return last + 1
            }
        }
        let last = try connection.number(of: "SELECT max(id) FROM identifier")
        return (last / Self.blockSize + 1) * Self.blockSize
    }

    private func vouch(_ known: Identifier, _ isVouched: Bool) throws -> Identifier {
        guard isVouched, !known.isVouched else { return known }
        try connection.run("UPDATE identifier SET vouched = 1 WHERE id = ?1", .integer(known.id))
        var known = known
        known.isVouched = true
        return known
    }

    /// The identifier of a row of `id, kind, person, vouched, text, number, extras`.
    private static func identifier(_ rows: borrowing Rows) throws -> Identifier {
        guard let kind = Identifier.Kind(rawValue: rows.integer(1)) else {
            throw PrivacyError(.storage, "The database holds an identifier of an unknown kind.")
        }
        return Identifier(
            id: rows.integer(0), kind: kind, person: rows.integer(2),
            isVouched: rows.integer(3) != 0, text: rows.text(4), isNumber: rows.integer(5) != 0,
            extras: Identifier.Extras(rawValue: rows.integer(6)))
    }
}
