import CSQLite

/// Transactions and the savepoints inside them.
///
/// See <https://www.sqlite.org/lang_transaction.html> and
/// <https://www.sqlite.org/lang_savepoint.html>.
extension Connection {
    /// Whether a transaction is open; some failures, such as a full disk, end it by themselves.
    public var isInTransaction: Bool {
        unsafe sqlite3_get_autocommit(database) == 0
    }

    /// How long an immediate transaction waits for others' before it fails with `.busy`.
    private static let mostWaitMilliseconds: Int32 = 500

    /// Opens a transaction; it refuses a second inside the first.
    ///
    /// An immediate one waits for the write lock, which somebody else may have for no more than reading: who finds the
    /// header of the log's index half written takes it to read that again. No other call of a connection waits.
    /// See <https://www.sqlite.org/c3ref/busy_timeout.html>.
    ///
    /// - Parameter waits: Whether it does.
    public func begin(_ kind: TransactionKind, waits: Bool = true) throws(SQLiteError) {
        switch kind {
        case .deferred: try run("BEGIN DEFERRED")
        case .immediate:
            unsafe sqlite3_busy_timeout(database, waits ? Self.mostWaitMilliseconds : 0)
            defer { unsafe sqlite3_busy_timeout(database, 0) }
            try run("BEGIN IMMEDIATE")
        }
    }

    /// Makes the transaction's changes stay; after a failure it may still be open.
    public func commit() throws(SQLiteError) {
        try run("COMMIT")
    }

    /// Undoes the transaction; without one it does nothing.
    public func rollback() {
        guard isInTransaction else { return }
        // A failure of the file leaves the transaction closed as well; the next use reports it.
        try? run("ROLLBACK")
    }

    /// Marks a point to which the open transaction can be rolled back; without one it opens one.
    public func savepoint() throws(SQLiteError) {
        try run("SAVEPOINT here")
    }

    /// Forgets the latest savepoint and keeps what was done since.
    public func release() throws(SQLiteError) {
        try run("RELEASE here")
    }

    /// Undoes what was done since the latest savepoint, which itself stays until it is released.
    public func rollbackToSavepoint() throws(SQLiteError) {
        try run("ROLLBACK TO here")
    }
}
