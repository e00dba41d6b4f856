import CSQLite

extension Connection {
    /// Sets how long a call waits for another connection's lock before it fails with `.busy`.
    ///
    /// At first a connection does not wait. See <https://www.sqlite.org/c3ref/busy_timeout.html>.
    public func setBusyTimeout(milliseconds: Int32) {
        unsafe sqlite3_busy_timeout(database, milliseconds)
    }

    /// Drops the pages this connection has cached, as far as nothing uses them.
    ///
    /// See <https://www.sqlite.org/c3ref/db_release_memory.html>.
    public func releaseMemory() {
        unsafe sqlite3_db_release_memory(database)
    }

    /// Runs a pragma, `journal_mode` or `journal_mode = WAL`, and returns its first value.
    ///
    /// It returns nil when the pragma gives none, which is also how SQLite answers a pragma that
    /// it does not know. See <https://www.sqlite.org/pragma.html>.
    public func pragma(_ name: StaticString) throws(SQLiteError) -> String? {
        let sql = "PRAGMA \(name)"
        let statement = try Statement(sql.utf8.span, sql: nil, isPersistent: false, in: self)
        try statement.start(with: [])
        var rows = Rows(statement)
        return try rows.step() ? rows.optionalText(0) : nil
    }

    /// Switches an option of this connection.
    ///
    /// See <https://www.sqlite.org/c3ref/c_dbconfig_defensive.html>.
    func setOption(_ option: Int32, _ on: Bool) {
        let result = unsafe csqlite_set_option(database, option, on ? 1 : 0)
        assert(result == SQLITE_OK, "The library does not know the option \(option).")
    }
}
