/// Whole transactions: committed when the body returns, rolled back when it throws.
///
/// Each comes twice. The error stays typed when the closure says so, `{ c throws(SQLiteError) in`;
/// Swift takes a closure that says nothing to throw any error.
extension Connection {
    /// Runs `body` on one state of the database, whatever others write meanwhile.
    public func read<R: ~Copyable>(
        _ body: (Connection) throws(SQLiteError) -> R
    ) throws(SQLiteError) -> R {
        try transaction(.deferred, body) { $0 }
    }

    /// Runs `body` on one state of the database, whatever others write meanwhile.
    public func read<R: ~Copyable>(_ body: (Connection) throws -> R) throws -> R {
        try transaction(.deferred, body) { $0 }
    }

    /// Runs `body` as the one writer; `.busy` if others keep the lock for too long (``begin(_:)``).
    public func write<R: ~Copyable>(
        _ body: (Connection) throws(SQLiteError) -> R
    ) throws(SQLiteError) -> R {
        try transaction(.immediate, body) { $0 }
    }

    /// Runs `body` as the one writer; `.busy` if others keep the lock for too long (``begin(_:)``).
    public func write<R: ~Copyable>(_ body: (Connection) throws -> R) throws -> R {
        try transaction(.immediate, body) { $0 }
    }

    private func transaction<R: ~Copyable, E: Error>(
        _ kind: TransactionKind, _ body: (Connection) throws(E) -> R, failure: (SQLiteError) -> E
    ) throws(E) -> R {
        do { try begin(kind) } catch { throw failure(error) }
        do throws(E) {
            let result = try body(self)
            do { try commit() } catch { throw failure(error) }
            return result
        } catch {
            rollback()
            throw error
        }
    }
}
