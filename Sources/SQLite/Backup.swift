import CSQLite

/// A copy of one connection's database over that of another, made in steps.
///
/// Between two steps the source is free: read, write, checkpoint. What is written through the
/// connection that is copied goes into the pages that were copied already as well, so the copy is of
/// the moment of the last step, however much was written since the first. It begins again by itself
/// when another connection has written, and when a whole transaction that had changed a page is
/// rolled back; a rollback to a savepoint is carried over, save that free pages of the copy may hold
/// what was undone (``Connection/zeroFreePages()``).
///
/// Neither connection may be closed, nor the target be used, before the copy is finished.
/// See <https://www.sqlite.org/backup.html>.
@safe public struct Backup: ~Copyable {
    private let source: Connection
    private let target: Connection
    private var handle: OpaquePointer?

    /// Begins a copy; nothing is read or written before the first step.
    ///
    /// It refuses (`.error`) a target that is being read, or that is the source.
    public init(from source: Connection, to target: Connection) throws(SQLiteError) {
        self.source = source
        self.target = target
        unsafe handle = sqlite3_backup_init(target.database, "main", source.database, "main")
        if unsafe handle == nil {
            throw target.failure(unsafe sqlite3_extended_errcode(target.database))
        }
    }

    deinit { unsafe sqlite3_backup_finish(handle) }

    /// Copies so many pages, all for a negative number; true once the target is the whole copy.
    ///
    /// `.busy` and `.locked` are for now only: a lock was not had, or the source has a transaction
    /// of its own open. After any other failure the copy is to be given up.
    public mutating func step(pages: Int32) throws(SQLiteError) -> Bool {
        precondition(unsafe handle != nil, "The backup is finished.")
        let result = unsafe sqlite3_backup_step(handle, pages)
        if result == SQLITE_DONE { return true }
        guard result == SQLITE_OK else { throw Self.error(result) }
        return false
    }

    /// How far it had come with the last step; no pages at all before the first.
    public var progress: BackupProgress {
        precondition(unsafe handle != nil, "The backup is finished.")
        return BackupProgress(
            remainingPages: unsafe Int(sqlite3_backup_remaining(handle)),
            totalPages: unsafe Int(sqlite3_backup_pagecount(handle)))
    }

    /// Ends the copy; the connections are free again.
    ///
    /// Before the last step was made, the target becomes what it was, if it has a journal. Left out,
    /// it happens at the end of the scope, where a failure is not told.
    public mutating func finish() throws(SQLiteError) {
        let result = unsafe sqlite3_backup_finish(handle)
        unsafe handle = nil
        guard result == SQLITE_OK else { throw Self.error(result) }
    }

    /// The connections know nothing of a failed step; the words are those of the number.
    private static func error(_ result: Int32) -> SQLiteError {
        SQLiteError(
            code: ResultCode(rawValue: result),
            message: unsafe String(cString: sqlite3_errstr(result)))
    }
}
