/// The statements of one connection, each prepared when it is first needed.
///
/// The key is the address of the SQL in the program: only what stands in the source is cached, so
/// the cache is bounded by the program and needs no limit.
struct StatementCache: ~Copyable {
    private var statements: [UInt: Statement] = [:]

    /// How many statements are kept.
    var count: Int {
        statements.count
    }

    /// A statement at rest for `sql`.
    ///
    /// While the one that is kept is in use, another is prepared, which ends with its ``Rows``.
    mutating func statement(
        for sql: StaticString, in connection: Connection
    ) throws(SQLiteError) -> Statement {
        let key = UInt(bitPattern: unsafe sql.utf8Start)
        let kept = statements[key]
        if let kept, !kept.isInUse { return kept }
        let text = unsafe UnsafeBufferPointer(
            start: sql.utf8Start, count: sql.utf8CodeUnitCount)
        let statement = try Statement(
            unsafe text.span, sql: sql, isPersistent: kept == nil, in: connection)
        if kept == nil { statements[key] = statement }
        return statement
    }

    /// Finalizes the statements, save one still in use, which ends with its ``Rows``.
    mutating func removeAll() {
        statements = [:]
    }
}
