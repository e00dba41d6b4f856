internal import Privacy
internal import SQLite

/// The visitors of a shop and their spans.
///
/// States of a visitor: unknown; known with one span that is nobody's (never linked); with spans
/// of one or several people, of which the current one takes what comes in, and maybe one of
/// nobody (older than the first link's look-back, or since a person it was linked to was
/// forgotten). It has at most one span of nobody.
struct Visitors {
    struct Known {
        let id: Int64
        /// The current span.
        let span: Int64
    }

    let connection: Connection
    let digester: Digester

    func find(_ visitor: VisitorID) throws -> Known? {
        var rows = try connection.query(
            "SELECT id, span FROM visitor WHERE digest = ?1", .blob(digester.digest(visitor)))
        return try rows.step() ? Known(id: rows.integer(0), span: rows.integer(1)) : nil
    }

    /// The span that takes what the visitor does now; a visitor not known starts as nobody's.
    func currentSpan(of visitor: VisitorID, time: Int64) throws -> Int64 {
        if let known = try find(visitor) { return known.span }
        return try insert(visitor, person: nil, time).span
    }

    /// The visitor's span of nobody, if it has one.
    func spanOfNobody(_ visitor: Int64) throws -> Int64? {
        var rows = try connection.query(
            "SELECT id FROM span WHERE visitor = ?1 AND person IS NULL", .integer(visitor))
        return try rows.step() ? rows.integer(0) : nil
    }

    /// The span of the first of those who are linked to the visitor: it has what came before the link.
    func firstSpan(of visitor: Int64) throws -> Int64? {
        var rows = try connection.query(
            "SELECT min(id) FROM span WHERE visitor = ?1 AND person IS NOT NULL", .integer(visitor))
        return try rows.step() ? rows.optionalInteger(0) : nil
    }

    /// The id of the visitor of that number.
    func id(of visitor: Int64) throws -> VisitorID? {
        var rows = try connection.query(
            "SELECT text FROM visitor WHERE id = ?1", .integer(visitor))
        return try rows.step() ? VisitorID(rows.text(0)) : nil
    }

    /// The people linked to the visitor, each once.
    func people(of visitor: Int64) throws -> [Int64] {
        var people: [Int64] = []
        var rows = try connection.query(
            "SELECT DISTINCT person FROM span WHERE visitor = ?1 AND person IS NOT NULL",
            .integer(visitor))
        while try rows.step() { people.append(rows.integer(0)) }
        return people
    }

    /// Who has the span; nil: nobody.
    func person(ofSpan span: Int64) throws -> Int64? {
        var rows = try connection.query("SELECT person FROM span WHERE id = ?1", .integer(span))
        return try rows.step() ? rows.optionalInteger(0) : nil
    }

    /// Whose browser the span is of.
    func visitor(ofSpan span: Int64) throws -> VisitorID? {
        var rows = try connection.query(
            "SELECT text FROM visitor WHERE id = (SELECT visitor FROM span WHERE id = ?1)",
            .integer(span))
        return try rows.step() ? VisitorID(rows.text(0)) : nil
    }

    /// The span for what a person did without a visitor, made when it is not there.
    func ownSpan(of person: Int64, time: Int64) throws -> Int64 {
        var rows = try connection.query(
            "SELECT id FROM span WHERE person = ?1 AND visitor IS NULL", .integer(person))
        if try rows.step() { return rows.integer(0) }
        return try insertSpan(visitor: nil, person: person, time)
    }

    func insert(_ visitor: VisitorID, person: Int64?, _ time: Int64) throws -> Known {
        try connection.run(
            """
            INSERT INTO visitor(digest, text, span, position)
            VALUES (?1, ?2, 0, (SELECT last FROM erasure_position))
            """,
            .blob(digester.digest(visitor)), .text(visitor.text))
        let id = connection.lastInsertedRowID
        let span = try insertSpan(visitor: id, person: person, time)
        try setCurrent(span, of: id)
        return Known(id: id, span: span)
    }

    func insertSpan(visitor: Int64?, person: Int64?, _ time: Int64) throws -> Int64 {
        try connection.run(
            "INSERT INTO span(visitor, person, since) VALUES (?1, ?2, ?3)",
            .of(visitor), .of(person), .integer(time))
        let span = connection.lastInsertedRowID
        guard span <= ActivityNumbers.mostSpans else {
            throw PrivacyError(.storage, "The shop has had more visitors than it can have.")
        }
        return span
    }

    func setCurrent(_ span: Int64, of visitor: Int64) throws {
        try connection.run(
            "UPDATE visitor SET span = ?1 WHERE id = ?2", .integer(span), .integer(visitor))
    }
}
