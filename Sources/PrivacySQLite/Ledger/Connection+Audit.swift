internal import Privacy
internal import SQLite

/// The rows of an audit chain in a ledger.
extension Connection {
    /// Adds entries to the chain, inside the transaction that is open.
    func append(_ events: [AuditEvent], sealedWith seal: Seal) throws {
        guard !events.isEmpty else { return }
        var (sequence, hash) = try auditEnd(sealedWith: seal)
        for event in events {
            let draft = AuditEntry(event, sequence: sequence + 1, previous: hash, hash: [])
            hash = AuditChain.hash(of: draft)
            sequence += 1
            try insert(
                AuditEntry(event, sequence: sequence, previous: draft.previous, hash: hash))
        }
        try run(
            "INSERT OR REPLACE INTO head(id, sequence, hash, seal) VALUES (1, ?1, ?2, ?3)",
            .integer(sequence), .blob(hash),
            .blob(seal.seal(AuditChain.sealed(sequence: sequence, hash: hash))))
    }

    /// Where the chain goes on: where the seal says that it ends, whatever the entries say.
    ///
    /// So entries that were taken from the end stay missing. Without a seal that is whole a number is
    /// left out: what was done to the chain is seen for ever.
    private func auditEnd(sealedWith seal: Seal) throws -> (sequence: Int64, hash: [UInt8]) {
        if let head = try sealedHead(),
            seal.isValid(
                head.seal, of: AuditChain.sealed(sequence: head.sequence, hash: head.hash))
        {
            return (head.sequence, head.hash)
        }
        guard let last = try auditHead() else { return (0, AuditChain.start) }
        return (last.sequence + 1, last.hash)
    }

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

    private func insert(_ entry: AuditEntry) throws {
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

extension AuditEntry {
    fileprivate init(_ event: AuditEvent, sequence: Int64, previous: [UInt8], hash: [UInt8]) {
        self.init(
            sequence: sequence, time: event.time, action: event.action.rawValue,
            actor: event.actor, outcome: event.outcome, count: event.count,
            reference: event.reference, previous: previous, hash: hash)
    }
}
