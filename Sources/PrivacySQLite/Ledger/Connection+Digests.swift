internal import SQLite

/// The digests of a ledger, as replay and verification ask for them.
extension Connection {
    /// The digests of what was forgotten after one position and up to another, each with its last
    /// forget.
    func digests(
        after position: Int64, through last: Int64 = .max
    ) throws -> [ErasureIntent.Digest: Int64] {
        var found: [ErasureIntent.Digest: Int64] = [:]
        var rows = try query(
            """
            SELECT kind, digest, max(erasure) FROM digest WHERE erasure > ?1 AND erasure <= ?2
            GROUP BY kind, digest
            """, .integer(position), .integer(last))
        while try rows.step() {
            guard let kind = SubjectName.Kind(rawValue: rows.integer(0)) else { continue }
            found[.init(kind: kind, bytes: rows.blob(1))] = rows.integer(2)
        }
        return found
    }

    /// Removes the digests of forgets up to a time that are through all their states; false: there is
    /// none.
    func pruneDigests(since horizon: Int64) throws -> Bool {
        var rows = try query(
            """
            SELECT max(digest.erasure) FROM digest JOIN erasure ON erasure.id = digest.erasure
            WHERE digest.since <= ?1 AND erasure.backups_purged IS NOT NULL
            """, .integer(horizon))
        guard try rows.step(), let last = rows.optionalInteger(0) else { return false }
        try run(
            """
            DELETE FROM digest WHERE since <= ?1
                AND erasure IN (SELECT id FROM erasure WHERE backups_purged IS NOT NULL)
            """, .integer(horizon))
        try setPrunedThrough(last)
        return true
    }
}
