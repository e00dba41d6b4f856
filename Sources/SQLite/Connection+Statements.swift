import CSQLite

extension Connection {
    /// Runs one or more statements that take no parameters and are not cached: pragmas, migrations.
    ///
    /// The text must not be put together from values. It stops at the first failure; what ran
    /// before that stays. See <https://www.sqlite.org/c3ref/exec.html>.
    public func execute(_ sql: String) throws(SQLiteError) {
        try check(unsafe sqlite3_exec(database, sql, nil, nil, nil))
    }

    /// Runs one statement to its end; rows it returns are passed over.
    ///
    /// It refuses (`.range`) another number of values than the statement has parameters, and
    /// (`.misuse`) a text that does not hold exactly one statement.
    public func run(
        _ sql: StaticString, _ first: Value, _ second: Value, _ third: Value, _ fourth: Value,
        _ fifth: Value, _ more: Value...
    ) throws(SQLiteError) {
        let values = [first, second, third, fourth, fifth] + more
        try run(sql, binding: values.span)
    }

    func run(_ sql: StaticString, binding values: Span<Value>) throws(SQLiteError) {
        var rows = try query(sql, binding: values)
        while try rows.step() {}
    }

    /// Starts one statement and returns its rows, of which none stands before the first step.
    ///
    /// It refuses (`.range`) another number of values than the statement has parameters, and
    /// (`.misuse`) a text that does not hold exactly one statement.
    func query(_ sql: StaticString, binding values: Span<Value>) throws(SQLiteError) -> Rows {
        try Rows(statements.statement(for: sql, in: self), values)
    }

    /// The rowid of the row this connection inserted last, or 0 before the first.
    public var lastInsertedRowID: Int64 {
        unsafe sqlite3_last_insert_rowid(database)
    }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` changed, without triggers.
    public var changedRows: Int {
        unsafe Int(sqlite3_changes64(database))
    }

    /// How many rows have been changed since the connection was opened, triggers included.
    public var totalChangedRows: Int {
        unsafe Int(sqlite3_total_changes64(database))
    }
}
