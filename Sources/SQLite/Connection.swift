import CSQLite

/// A connection to one database.
///
/// It is opened without SQLite's own mutex and has one user at a time, which the caller guarantees
/// (a pool that lends it out, a writer that owns it): hence unchecked `Sendable`. To use a
/// connection after ``close()`` is a programming error and traps.
///
/// See <https://www.sqlite.org/c3ref/sqlite3.html> and <https://www.sqlite.org/threadsafe.html>.
@safe public final class Connection: @unchecked Sendable {
    var statements = StatementCache()
    /// What ``keepPages(kiB:)`` was told last.
    var cacheKiB: Int?
    /// Which file it was pointed at last (``point(at:)``); 0: none.
    var lastStillFile = 0
    private var handle: OpaquePointer?

    /// Opens the database at `path`; `:memory:` is one that lives as long as the connection.
    ///
    /// A new file gets the mode 0600, and so do the files SQLite puts beside it. That a file is no
    /// database at all shows with the first statement, for SQLite reads nothing before. What the
    /// file itself says is not trusted: <https://www.sqlite.org/security.html>.
    ///
    /// With `scrubs` it has `secure_delete`, and no page that it brings to the file holds old content
    /// in its unallocated gap; use it for every connection that may write or checkpoint the file. It
    /// reads the schema at once, so a file that is no database, or locked, is refused by now. It
    /// also refuses (`.cannotOpen`) a file with `auto_vacuum` and one of more than 16,777,215 pages,
    /// which the file then cannot come to have (`.full`).
    public init(path: String, access: Access, scrubs: Bool = false) throws(SQLiteError) {
        _ = SQLiteLibrary.configuration
        if scrubs { try ScrubbingVFS.register() }
        let name = try DatabasePath(path)
        if access == .create { try name.createFile() }
        unsafe handle = try Self.open(
            access == .still ? name.stillArgument : name.argument, access.flags,
            under: scrubs ? ScrubbingVFS.name : MappingVFS.name)
        restrict()
        if scrubs { try prepareScrubbing() }
    }

    /// Opens what a VFS takes for a database.
    init(under vfs: String, writes: Bool) throws(SQLiteError) {
        _ = SQLiteLibrary.configuration
        unsafe handle = try Self.open(
            vfs, writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, under: vfs)
        restrict()
    }

    private static func open(
        _ path: String, _ flags: Int32, under vfs: String?
    ) throws(SQLiteError) -> OpaquePointer? {
        var opened: OpaquePointer?
        let result = unsafe sqlite3_open_v2(
            path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs)
        guard result == SQLITE_OK else {
            // A handle is made even for a failure, to hold its message.
            let error = unsafe SQLiteError(result, of: opened, statement: nil)
            unsafe sqlite3_close_v2(opened)
            throw SQLiteError(
                code: error.code, message: "\(error.message): \(path)",
                systemError: error.systemError)
        }
        return unsafe opened
    }

    private func restrict() {
        setOption(SQLITE_DBCONFIG_DEFENSIVE, true)
        setOption(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
        // A misspelt column in double quotes is an error, not a text.
        setOption(SQLITE_DBCONFIG_DQS_DML, false)
        setOption(SQLITE_DBCONFIG_DQS_DDL, false)
    }

    deinit {
        close()
    }

    /// Closes the connection; a transaction still open is rolled back.
    ///
    /// Closing again does nothing.
    public func close() {
        statements.removeAll()
        // The second form waits for the statement of a `Rows` that is still alive.
        unsafe sqlite3_close_v2(handle)
        unsafe handle = nil
    }

    var database: OpaquePointer {
        guard let handle = unsafe handle else { preconditionFailure("The connection is closed.") }
        return unsafe handle
    }

    /// Throws the failure of a call on this connection.
    func check(_ result: Int32) throws(SQLiteError) {
        guard result == SQLITE_OK else { throw failure(result) }
    }

    /// The failure of the last call on this connection: to be made before any other call.
    func failure(_ result: Int32, of sql: StaticString? = nil) -> SQLiteError {
        unsafe SQLiteError(result, of: database, statement: sql)
    }
}
