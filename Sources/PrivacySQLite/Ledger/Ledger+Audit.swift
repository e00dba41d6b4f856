internal import Privacy
internal import SQLite

extension Ledger {
    /// Adds entries to the chain, inside the transaction that is open on the writer's connection.
    func append(_ events: [AuditEvent]) throws {
        guard !events.isEmpty else { return }
        var (sequence, hash) = try writer.auditHead() ?? (0, AuditChain.start)
        for event in events {
            let draft = AuditEntry(event, sequence: sequence + 1, previous: hash, hash: [])
            hash = AuditChain.hash(of: draft)
            sequence += 1
            try writer.insert(AuditEntry(event, sequence: sequence, previous: draft.previous, hash: hash))
        }
        let seal = secrets.seal.seal(AuditChain.sealed(sequence: sequence, hash: hash))
        try writer.run(
            "INSERT OR REPLACE INTO head(id, sequence, hash, seal) VALUES (1, ?1, ?2, ?3)",
            .integer(sequence), .blob(hash), .blob(seal))
    }

    /// A part of the chain, with what is wrong in it.
    func auditPage(after sequence: Int64, limit: Int) throws -> AuditPage {
        try read { connection in
            var previous = try connection.auditHash(of: sequence) ?? AuditChain.start
            var last = sequence
            let entries = try connection.auditEntries(after: sequence, limit: limit)
            var page = AuditPage(entries: entries, next: nil)
            for entry in entries {
                if let fault = AuditChain.fault(of: entry, after: last, previous) {
                    page.faults.append(fault)
                }
                (last, previous) = (entry.sequence, entry.hash)
            }
            if entries.count == limit {
                page.next = last
            } else if let fault = try headFault(connection, sequence: last, hash: previous) {
                page.faults.append(fault)
            }
            return page
        }
    }

    private func headFault(
        _ connection: Connection, sequence: Int64, hash: [UInt8]
    ) throws -> String? {
        var rows = try connection.query("SELECT sequence, hash, seal FROM head")
        guard try rows.step() else {
            return sequence == 0 ? nil : "the seal at the end of the audit chain is missing"
        }
        let sealed = AuditChain.sealed(sequence: rows.integer(0), hash: rows.blob(1))
        guard secrets.seal.isValid(rows.blob(2), of: sealed) else {
            return "the seal at the end of the audit chain was changed"
        }
        guard rows.integer(0) == sequence, rows.blob(1) == hash else {
            return "the audit chain ends at entry \(sequence), not at \(rows.integer(0)) as sealed"
        }
        return nil
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
