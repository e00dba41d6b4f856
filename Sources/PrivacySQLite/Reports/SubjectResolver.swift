internal import Privacy
internal import SQLite

/// Finds out whom a query names.
///
/// Report, preview and erasure all start here, so that what is shown is what is erased.
struct SubjectResolver {
    /// How many identifiers, and spans, are read without asking for room again.
    private static let usualCount = 4

    let reading: ShopReading

    /// Throws `twoPeople` when e-mail and customer are known to be two people, `sharedVisitor`
    /// when a visitor alone could be several.
    func scope(of query: SubjectQuery) throws -> SubjectScope {
        var people = try people(of: query)
        let visitor = try query.visitor.flatMap { try reading.visitors.find($0) }
        if let visitor, query.email == nil, query.customer == nil {
            people = try person(ofVisitorAlone: visitor)
        }
        return try scope(of: people, visitors: visitor.map { [$0] } ?? [])
    }

    /// What belongs to people, and to visitors as nobody's.
    func scope(of people: [Int64], visitors: [Visitors.Known]) throws -> SubjectScope {
        var scope = SubjectScope()
        scope.identifiers.reserveCapacity(Self.usualCount)
        scope.spans.reserveCapacity(Self.usualCount)
        scope.people = people
        scope.visitors = visitors
        for person in people {
            try reading.people.read(of: person, into: &scope.identifiers)
            try readSpans(of: person, into: &scope.spans)
        }
        for visitor in visitors { scope.spans += try spansOfNobody(visitor.id) }
        return scope
    }

    private func people(of query: SubjectQuery) throws -> [Int64] {
        let email = try query.email.flatMap { try reading.people.find($0) }
        let customer = try query.customer.flatMap { try reading.people.find($0) }
        guard let email, let customer else {
            return [email, customer].compactMap { $0?.person }
        }
        if email.person == customer.person { return [email.person] }
        guard !(email.isVouched && customer.isVouched) else {
            throw PrivacyError(
                .twoPeople,
                "email and customer name two different people; ask for one of them at a time")
        }
        return [email.person, customer.person]
    }

    private func person(ofVisitorAlone visitor: Visitors.Known) throws -> [Int64] {
        let people = try reading.visitors.people(of: visitor.id)
        guard people.count <= 1 else {
            throw PrivacyError(
                .sharedVisitor,
                "visitor: several people share this visitor; ask by email or customer")
        }
        return people
    }

    private func readSpans(of person: Int64, into found: inout [SubjectScope.Span]) throws {
        var rows = try reading.connection.query(
            """
            SELECT span.id, visitor.id, visitor.text, span.person, span.since, span.extras
            FROM span LEFT JOIN visitor ON visitor.id = span.visitor WHERE span.person = ?1
            """, .integer(person))
        while try rows.step() { found.append(Self.span(rows)) }
    }

    private func spansOfNobody(_ visitor: Int64) throws -> [SubjectScope.Span] {
        var rows = try reading.connection.query(
            """
            SELECT span.id, visitor.id, visitor.text, span.person, span.since, span.extras
            FROM span JOIN visitor ON visitor.id = span.visitor
            WHERE span.visitor = ?1 AND span.person IS NULL
            """, .integer(visitor))
        return try rows.step() ? [Self.span(rows)] : []
    }

    private static func span(_ rows: borrowing Rows) -> SubjectScope.Span {
        .init(
            id: rows.integer(0), visitor: rows.optionalInteger(1),
            visitorID: rows.optionalText(2).map(VisitorID.init), person: rows.optionalInteger(3),
            since: rows.integer(4), extras: .init(rawValue: rows.integer(5)))
    }
}
