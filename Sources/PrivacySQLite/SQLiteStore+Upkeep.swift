internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// How long a counted read waits for the audit chain: what an end of the process may lose.
    static let auditInterval = Duration.seconds(10)

    /// One turn of the upkeep's thread.
    func lookAfterShops() {
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
}
