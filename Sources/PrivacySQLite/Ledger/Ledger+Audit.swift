internal import Privacy
internal import SQLite

extension Ledger {
    /// Adds entries to the chain, inside the transaction that is open on the writer's connection.
    func append(_ events: [AuditEvent]) throws {
        try writer.append(events, sealedWith: secrets.seal)
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
