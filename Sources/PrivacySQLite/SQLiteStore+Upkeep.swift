internal import Glibc
internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// How long a shop in which all is done stays among the pending ones: with the next forget
    /// within that time it need not be written down again.
    private static let pendingSeconds: Int64 = 60

    /// One turn of the upkeep's thread.
    func lookAfterShops() {
        lookAfterOpenShops()
        for id in pending.all {
            guard !isStopping, upkeepState.isLookDue(id, at: .now) else { continue }
            let start = ContinuousClock.now
            do {
                try advance(id)
            } catch {
                // A shop being deleted is none to look after; anything else is tried again.
                if case let error as PrivacyError = error, error.code == .unknownRecord {
                    try? pending.remove(id)
                }
            }
            upkeepState.looked(at: id, since: start)
        }
    }

    /// What takes no time: purges that were put off, and the audit chains.
    private func lookAfterOpenShops() {
        let isAuditDue = upkeepState.isAuditDue(at: .now)
        for id in files.open {
            guard let use = files.acquireOpen(id) else { continue }
            if use.file.isPurgePending {
                // The writer's turn itself tries again what was put off.
                enqueue(.upkeep { _ in }, use) { _ in }
            } else if isAuditDue, !use.entry.audit.isEmpty {
                let flush = AuditFlush(counter: use.entry.audit)
                enqueue(.upkeep { flush.run($0) }, use) { _ in }
            } else {
                files.release(use)
            }
        }
    }

    /// Brings the forgets of a shop into their next state.
    private func advance(_ id: ShopID) throws {
        // The first opening since the start finishes what was left in the middle.
        let known = pending.unverifiedErasures(of: id)
        let unverified = try known ?? upkeepBlocking(in: id) { file in
            Int(try file.ledger().writer.unverifiedErasures())
        }
        if unverified > 0 { try look(at: id) }
        let oldest = try upkeepBlocking(in: id) { file in
            (open: try file.ledger().writer.oldestOpenErasure(), last: try file.ledger().writer.lastCommit())
        }
        let now = Int64(time(nil))
        if oldest.open == nil, now - oldest.last > Self.pendingSeconds { try pending.remove(id) }
    }

    /// One whole look, with what follows from it.
    private func look(at id: ShopID) throws {
        let look = ShopLook()
        while try !upkeepBlocking(in: id, { try look.slice($0) }) {
            if isStopping { return }
            lookAfterOpenShops()
        }
        try upkeepBlocking(in: id) { [self] file in try end(look, file) }
    }

    /// What follows from a look that has ended; on the writer's thread.
    func end(_ look: ShopLook, _ file: ShopFile) throws {
        let finding = look.finding
        writes.looked(finding)
        upkeepState.setNotice(finding.notice, of: file.id)
        let end = LookEnd(
            finding: finding, snapshotPosition: try snapshotPosition(of: file.id),
            pending: pending)
        if try !end.run(file) { writes.repaired() }
    }

    /// Forgets up to this one are in no retained snapshot of the shop.
    func snapshotPosition(of id: ShopID) throws -> Int64 { .max }
}

extension LookFinding {
    /// What an operator should know of it; nil: nothing.
    var notice: String? {
        if strays > 0 { return "a name stands in the ledger" }
        if malformed > 0 { return "the file is damaged: run oblio verify" }
        if residues > 0 { return "something erased was left and is being removed" }
        return nil
    }
}
