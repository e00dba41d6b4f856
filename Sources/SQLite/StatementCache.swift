/// The statements of one connection, each prepared when it is first needed.
///
/// The key is the address of the SQL in the program: only what stands in the source is cached, so
/// the cache is bounded by the program and needs no limit.
struct StatementCache: ~Copyable {
    private var statements: [UInt: [Statement]] = [:]

    /// How many statements are prepared.
    var count: Int {
        statements.values.reduce(0) { $0 + $1.count }
    }

    /// A statement at rest for `sql`; while one is in use, another is prepared beside it.
    mutating func statement(
        for sql: StaticString, in connection: Connection
    ) throws(SQLiteError) -> Statement {
        let key = UInt(bitPattern: unsafe sql.utf8Start)
        let prepared = statements[key, default: []]
        for statement in prepared where !statement.isInUse { return statement }
        let text = unsafe UnsafeBufferPointer(
            start: sql.utf8Start, count: sql.utf8CodeUnitCount)
        let statement = try Statement(
            unsafe text.span, sql: sql, isPersistent: true, in: connection)
        statements[key, default: []].append(statement)
        return statement
    }

    /// Finalizes the statements, save one still in use, which ends with its ``Rows``.
    mutating func removeAll() {
        statements = [:]
    }
}
