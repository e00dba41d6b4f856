import CSQLite

/// A prepared statement, finalized with the object.
///
/// It is either at rest (reset, nothing bound) or in use by one ``Rows``.
/// See <https://www.sqlite.org/c3ref/stmt.html>.
@safe final class Statement {
    /// The SQL as it stands in the source, or nil for SQL that was put together at run time.
    let sql: StaticString?
    private(set) var isInUse = false
    /// Whether it stands on a row, whose columns can be read.
    private(set) var hasRow = false
    let columnCount: Int32
    let handle: OpaquePointer
    private let parameterCount: Int

    /// Compiles the one statement that `text` holds.
    init(
        _ text: Span<UInt8>, sql: StaticString?, isPersistent: Bool, in connection: Connection
    ) throws(SQLiteError) {
        let flags = isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        var prepared: OpaquePointer?
        var rest: Range<Int> = 0..<0
        let result = unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            var tail: UnsafePointer<CChar>?
            let result = unsafe sqlite3_prepare_v3(
                connection.database, start, Int32(bytes.count), flags, &prepared, &tail)
            if let start = unsafe start, let tail = unsafe tail {
                rest = unsafe (tail - start)..<bytes.count
            }
            return result
        }
        guard result == SQLITE_OK else { throw connection.failure(result, of: sql) }
        guard let prepared = unsafe prepared else {
            throw SQLiteError(code: .misuse, message: "The text holds no statement", statement: sql)
        }
        guard rest.allSatisfy({ text[$0] <= UInt8(ascii: " ") }) else {
            unsafe sqlite3_finalize(prepared)
            throw SQLiteError(
                code: .misuse, message: "The text holds more than one statement: split it",
                statement: sql)
        }
        unsafe self.handle = prepared
        columnCount = unsafe sqlite3_column_count(prepared)
        parameterCount = unsafe Int(sqlite3_bind_parameter_count(prepared))
        self.sql = sql
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Takes the statement into use; ``finish()`` gives it back.
    func start() {
        isInUse = true
    }

    /// Binds the parameters, all of them.
    func bind(_ values: Span<Value>) throws(SQLiteError) {
        guard values.count == parameterCount else {
            throw SQLiteError(
                code: .range,
                message: "The statement has \(parameterCount) parameters, not \(values.count)",
                statement: sql)
        }
        for index in values.indices {
            let result = bind(values[index], at: Int32(index) + 1)
            guard result == SQLITE_OK else { throw failure(result) }
        }
    }

    /// Runs to the next row; false when there is none.
    func step() throws(SQLiteError) -> Bool {
        let result = unsafe sqlite3_step(handle)
        hasRow = result == SQLITE_ROW
        guard hasRow || result == SQLITE_DONE else { throw failure(result) }
        return hasRow
    }

    /// The failure of the last call on this statement.
    ///
    /// SQLite's own messages name tables and columns. A message that comes from an SQL function may
    /// quote its argument (`json_extract` quotes a bad path), and such a failure has the plain
    /// code `SQLITE_ERROR`: where values are bound, the code's general text replaces it.
    private func failure(_ result: Int32) -> SQLiteError {
        guard result == SQLITE_ERROR, parameterCount > 0 else {
            return unsafe SQLiteError(result, of: sqlite3_db_handle(handle), statement: sql)
        }
        let text = unsafe String(cString: sqlite3_errstr(result))
        return SQLiteError(
            code: .error, message: "\(text); the details may quote a bound value, so are withheld",
            statement: sql)
    }

    /// Puts the statement back to rest: its locks are let go, its bound values freed.
    func finish() {
        // The result repeats the failure of the last step, which was reported there.
        unsafe sqlite3_reset(handle)
        if parameterCount > 0 { unsafe sqlite3_clear_bindings(handle) }
        hasRow = false
        isInUse = false
    }
}
