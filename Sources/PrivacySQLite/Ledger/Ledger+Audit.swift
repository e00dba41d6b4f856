internal import Privacy
internal import SQLite

extension Ledger {
    /// Adds entries to the chain, inside the transaction that is open on the writer's connection.
    func append(_ events: [AuditEvent]) throws {
        guard !events.isEmpty else { return }
        var (sequence, hash) = try end()
        for event in events {
            let draft = AuditEntry(event, sequence: sequence + 1, previous: hash, hash: [])
            hash = AuditChain.hash(of: draft)
            sequence += 1
            try writer.insert(
                AuditEntry(event, sequence: sequence, previous: draft.previous, hash: hash))
        }
        let seal = secrets.seal.seal(AuditChain.sealed(sequence: sequence, hash: hash))
        try writer.run(
            "INSERT OR REPLACE INTO head(id, sequence, hash, seal) VALUES (1, ?1, ?2, ?3)",
            .integer(sequence), .blob(hash), .blob(seal))
    }

    /// Where the chain goes on: where the seal says that it ends, whatever the entries say.
    ///
    /// So entries that were taken from the end stay missing. Without a seal that is whole a number is
    /// left out: what was done to the chain is seen for ever.
    private func end() throws -> (sequence: Int64, hash: [UInt8]) {
        if let head = try writer.sealedHead(),
            secrets.seal.isValid(
                head.seal, of: AuditChain.sealed(sequence: head.sequence, hash: head.hash))
        {
            return (head.sequence, head.hash)
        }
        guard let last = try writer.auditHead() else { return (0, AuditChain.start) }
        return (last.sequence + 1, last.hash)
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
        guard let head = try connection.sealedHead() else {
            return sequence == 0 ? nil : "the seal at the end of the audit chain is missing"
        }
        let sealed = AuditChain.sealed(sequence: head.sequence, hash: head.hash)
        guard secrets.seal.isValid(head.seal, of: sealed) else {
            return "the seal at the end of the audit chain was changed"
        }
        guard head.sequence == sequence, head.hash == hash else {
            return "the audit chain ends at entry \(sequence), not at \(head.sequence) as sealed"
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
