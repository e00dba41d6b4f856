import CSQLite

extension Connection {
    /// Has the first so many bytes of the file read in place, through a mapping, and not copied.
    ///
    /// The mapping outlives the commits of others, unless the connection scrubs. A page that cannot be
    /// read is then damage (`.corrupt`) to who wants it, and no end of the process.
    /// See <https://www.sqlite.org/mmap.html>.
    public func mapFile(bytes: Int64) throws(SQLiteError) {
        _ = MappingGuard.installation
        try execute("PRAGMA mmap_size = \(bytes)")
    }

    /// How much memory this connection holds: its cached pages, its schema and its statements.
    ///
    /// See <https://www.sqlite.org/c3ref/c_dbstatus_options.html>.
    public var memoryUsedBytes: Int {
        let parts = [
            SQLITE_DBSTATUS_CACHE_USED, SQLITE_DBSTATUS_SCHEMA_USED, SQLITE_DBSTATUS_STMT_USED,
        ]
        return parts.reduce(0) { total, part in
            var current: Int32 = 0
            var highest: Int32 = 0
            unsafe sqlite3_db_status(database, part, &current, &highest, 0)
            return total + Int(current)
        }
    }

    /// Sets how much memory the pages may take that this connection keeps; what is more goes at once, as far as
    /// nothing uses it.
    ///
    /// See <https://www.sqlite.org/pragma.html#pragma_cache_size>.
    public func keepPages(kiB: Int) throws(SQLiteError) {
        guard kiB != cacheKiB else { return }
        try execute("PRAGMA cache_size = -\(kiB)")
        cacheKiB = kiB
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
        var rows = try Rows(statement, Span())
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
