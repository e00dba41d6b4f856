internal import SQLite

/// The rows of forgets in a ledger.
extension Connection {
    /// The number of the last forget that was ever intended.
    func lastErasure() throws -> Int64 {
        var rows = try query("SELECT seq FROM sqlite_sequence WHERE name = 'erasure'")
        return try rows.step() ? rows.integer(0) : 0
    }

    /// Has the next forget get a number above this one.
    func setLastErasure(_ erasure: Int64) throws {
        try run("DELETE FROM sqlite_sequence WHERE name = 'erasure'")
        try run("INSERT INTO sqlite_sequence(name, seq) VALUES ('erasure', ?1)", .integer(erasure))
    }

    /// Forgets up to this one can no longer be carried out on an older snapshot.
    func prunedThrough() throws -> Int64 {
        var rows = try query("SELECT pruned_through FROM reach")
        return try rows.step() ? rows.integer(0) : 0
    }

    func setPrunedThrough(_ erasure: Int64) throws {
        try run(
            "UPDATE reach SET pruned_through = max(pruned_through, ?1)", .integer(erasure))
    }

    /// Takes back what was not erased after all.
    func remove(_ erasure: Int64) throws {
        try run("DELETE FROM digest WHERE erasure = ?1", .integer(erasure))
        try run("DELETE FROM trace WHERE erasure = ?1", .integer(erasure))
        try run("DELETE FROM erasure WHERE id = ?1", .integer(erasure))
    }

    /// The forgets that are intended and not known to be done, oldest first, with their receipts.
    func intendedErasures() throws -> [(id: Int64, receipt: String)] {
        var found: [(id: Int64, receipt: String)] = []
        var rows = try query(
            """
            SELECT id, receipt FROM erasure
            WHERE backups_purged IS NULL AND committed IS NULL ORDER BY id
            """)
        while try rows.step() { found.append((rows.integer(0), rows.text(1))) }
        return found
    }

    /// Says that a forget is committed, and purged with that or to be purged later.
    func markCommitted(_ erasure: Int64, at time: Int64, isPurged: Bool) throws {
        try run(
            """
            UPDATE erasure SET committed = max(?2, requested),
                purged = iif(?3, max(?2, requested), purged), waited = max(waited, NOT ?3)
            WHERE id = ?1
            """,
            .integer(erasure), .integer(time), .integer(isPurged ? 1 : 0))
    }

    /// Everything that is committed is purged now: one cut of the log is for all.
    ///
    /// Looks at each forget that may still be in a snapshot.
    func markPurged(at time: Int64) throws {
        try run(
            """
            UPDATE erasure SET purged = max(?1, committed)
            WHERE backups_purged IS NULL AND committed IS NOT NULL AND purged IS NULL
            """, .integer(time))
    }

    /// Whether something is erased whose bytes may still stand in the log.
    func hasUnpurged() throws -> Bool {
        var rows = try query(
            "SELECT 1 FROM erasure WHERE backups_purged IS NULL AND purged IS NULL LIMIT 1")
        return try rows.step()
    }
}
