internal import SQLite

/// How far the forgets of a ledger are.
extension Connection {
    /// The last forget up to which all are purged.
    func lastPurged() throws -> Int64 {
        try number(
            of: """
                SELECT coalesce(
                    (SELECT min(id) - 1 FROM erasure
                        WHERE backups_purged IS NULL AND purged IS NULL),
                    (SELECT max(id) FROM erasure WHERE backups_purged IS NULL), 0)
                """)
    }

    /// What is searched for of the forgets that are purged and not looked for yet.
    func unverifiedTraces() throws -> [(trace: Trace, erasure: Int64)] {
        try traces(
            """
            SELECT trace.digest, trace.prefix, trace.shape, trace.erasure
            FROM erasure JOIN trace ON trace.erasure = erasure.id
            WHERE backups_purged IS NULL AND purged IS NOT NULL AND verified IS NULL AND erasure.id > ?1
            """, .integer(0))
    }

    /// What is searched for of the forgets after a position.
    func traces(after position: Int64) throws -> [(trace: Trace, erasure: Int64)] {
        try traces(
            "SELECT digest, prefix, shape, erasure FROM trace WHERE erasure > ?1",
            .integer(position))
    }

    /// Says that nothing was found of the purged forgets up to `last`; gives back of how many.
    func markVerified(through last: Int64, at time: Int64, examined: Int64) throws -> Int64 {
        try run(
            """
            UPDATE erasure SET verified = max(?2, purged), examined = ?3, mentions = 0
            WHERE backups_purged IS NULL AND purged IS NOT NULL AND verified IS NULL AND id <= ?1
            """, .integer(last), .integer(time), .integer(examined))
        return Int64(changedRows)
    }

    func setMentions(_ count: Int64, of erasure: Int64) throws {
        try run(
            "UPDATE erasure SET mentions = ?2 WHERE id = ?1", .integer(erasure), .integer(count))
    }

    /// Says that the retained snapshots are without the verified forgets up to `last`; gives back of
    /// how many.
    ///
    /// What was searched for is not needed any more then.
    func markBackupsPurged(through last: Int64, at time: Int64) throws -> Int64 {
        try run(
            """
            DELETE FROM trace WHERE erasure IN (SELECT id FROM erasure
                WHERE backups_purged IS NULL AND verified IS NOT NULL AND id <= ?1)
            """, .integer(last))
        try run(
            """
            UPDATE erasure SET backups_purged = max(?2, verified)
            WHERE backups_purged IS NULL AND verified IS NOT NULL AND id <= ?1
            """, .integer(last), .integer(time))
        return Int64(changedRows)
    }

    /// How many forgets were not looked for yet.
    func unverifiedErasures() throws -> Int64 {
        try number(
            of: "SELECT count(*) FROM erasure WHERE backups_purged IS NULL AND verified IS NULL")
    }

    /// When the last forget was carried out; 0: none ever was.
    func lastCommit() throws -> Int64 {
        try number(
            of: "SELECT coalesce(committed, 0) FROM erasure ORDER BY id DESC LIMIT 1")
    }

    /// When the oldest forget that is not through all its states was asked for; nil: all are.
    func oldestOpenErasure() throws -> Int64? {
        var rows = try query("SELECT min(requested) FROM erasure WHERE backups_purged IS NULL")
        return try rows.step() ? rows.optionalInteger(0) : nil
    }

    private func traces(_ sql: StaticString, _ value: Value) throws
        -> [(trace: Trace, erasure: Int64)]
    {
        var found: [(trace: Trace, erasure: Int64)] = []
        var rows = try query(sql, value)
        while try rows.step() {
            guard let digest = TraceDigest(rows.blob(0)) else { continue }
            found.append(
                (
                    Trace(prefix: rows.integer(1), shape: rows.integer(2), digest: digest),
                    rows.integer(3)
                ))
        }
        return found
    }
}
