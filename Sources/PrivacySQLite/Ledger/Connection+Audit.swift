internal import Privacy
internal import SQLite

/// The rows of an audit chain in a ledger.
extension Connection {
    /// Where the chain ends; nil: it has no entry.
    func auditHead() throws -> (sequence: Int64, hash: [UInt8])? {
        var rows = try query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        return try rows.step() ? (rows.integer(0), rows.blob(1)) : nil
    }

    /// Where the chain was sealed; nil: nowhere yet.
    func sealedHead() throws -> (sequence: Int64, hash: [UInt8], seal: [UInt8])? {
        var rows = try query("SELECT sequence, hash, seal FROM head")
        return try rows.step() ? (rows.integer(0), rows.blob(1), rows.blob(2)) : nil
    }

    /// The hash of an entry; nil: there is none of this sequence.
    func auditHash(of sequence: Int64) throws -> [UInt8]? {
        var rows = try query("SELECT hash FROM audit WHERE sequence = ?1", .integer(sequence))
        return try rows.step() ? rows.blob(0) : nil
    }

    func insert(_ entry: AuditEntry) throws {
        try run(
            """
            INSERT INTO audit(sequence, time, action, actor, outcome, count, reference, previous,
                hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """,
            .integer(entry.sequence), .integer(entry.time), .text(entry.action),
            .text(entry.actor), .text(entry.outcome), .integer(entry.count),
            .text(entry.reference), .blob(entry.previous), .blob(entry.hash))
    }

    /// The entries after one, at most `limit`.
    func auditEntries(after sequence: Int64, limit: Int) throws -> [AuditEntry] {
        var found: [AuditEntry] = []
        var rows = try query(
            """
            SELECT sequence, time, action, actor, outcome, count, reference, previous, hash
            FROM audit WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
            """, .integer(sequence), .integer(Int64(limit)))
        while try rows.step() {
            found.append(
                AuditEntry(
                    sequence: rows.integer(0), time: rows.integer(1), action: rows.text(2),
                    actor: rows.text(3), outcome: rows.text(4), count: rows.integer(5),
                    reference: rows.text(6), previous: rows.blob(7), hash: rows.blob(8)))
        }
        return found
    }
}
