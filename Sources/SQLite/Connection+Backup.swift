import CSQLite

extension Connection {
    /// Copies this database over that of another connection, while others may use this one.
    ///
    /// Between steps it lets its lock go, and a write by another connection makes it start over: to
    /// copy one state whatever is written meanwhile, call it inside a read transaction. It fails
    /// with `.abort` when `shouldContinue`, asked after each step, says no, and with `.busy` when a
    /// lock is not had within the busy time-out; the other database is then as it was.
    /// See <https://www.sqlite.org/backup.html>.
    public func backup(
        to destination: Connection,
        pagesPerStep: Int32,
        shouldContinue: (BackupProgress) -> Bool = { _ in true }
    ) throws(SQLiteError) {
        let started = unsafe sqlite3_backup_init(destination.database, "main", database, "main")
        guard let backup = unsafe started else {
            throw destination.failure(unsafe sqlite3_extended_errcode(destination.database))
        }
        var result = unsafe sqlite3_backup_step(backup, pagesPerStep)
        while result == SQLITE_OK {
            let progress = BackupProgress(
                remainingPages: unsafe Int(sqlite3_backup_remaining(backup)),
                totalPages: unsafe Int(sqlite3_backup_pagecount(backup)))
            guard shouldContinue(progress) else { break }
            result = unsafe sqlite3_backup_step(backup, pagesPerStep)
        }
        let finished = unsafe sqlite3_backup_finish(backup)
        if result == SQLITE_OK {
            throw SQLiteError(code: .abort, message: "The backup was given up by its caller")
        }
        // A lock that was not had is told by the step, a page that was not written by the end.
        try destination.check(result == SQLITE_DONE ? finished : result)
    }
}
