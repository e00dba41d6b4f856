internal import SQLite

/// A step to a newer schema, carried out in one transaction.
struct Migration: Sendable, ExpressibleByStringLiteral {
    let sql: String
    /// What SQL cannot say, after it.
    let then: @Sendable (Connection) throws -> Void

    init(_ sql: String, then: @escaping @Sendable (Connection) throws -> Void = { _ in }) {
        (self.sql, self.then) = (sql, then)
    }

    init(stringLiteral sql: String) { self.init(sql) }

    func apply(to connection: Connection) throws {
        try connection.execute(sql)
        try then(connection)
    }
}
