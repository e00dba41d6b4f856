internal import Glibc
internal import Privacy
internal import SQLite

/// What follows from a look, on the writer's thread.
struct LookEnd {
    let finding: LookFinding
    /// Forgets up to this one are in no retained snapshot.
    let snapshotPosition: Int64
    let pending: PendingShops

    /// Tells the ledger what was found, or repairs the file; false: it is to be looked at again.
    func run(_ file: ShopFile) throws -> Bool {
        FaultPoint.hit(.lookDone)
        guard finding.residues == 0, !file.isRepairNeeded else {
            file.isRepairNeeded = true
            try PurgeStep(file: file).repair()
            return false
        }
        guard let ledger = try file.ledgerOfForgotten() else { return true }
        let now = Int64(time(nil))
        try ledger.write { connection in
            if finding.isClean {
                try connection.markVerified(
                    through: finding.lastErasure, at: now, examined: finding.examinedBytes)
                for (erasure, count) in finding.mentions {
                    try connection.setMentions(count, of: erasure)
                }
            }
            try connection.markBackupsPurged(through: snapshotPosition, at: now)
            try ledger.append([
                AuditEvent(
                    .look, by: .service,
                    finding.isClean ? AuditEvent.Outcome.ok : AuditEvent.Outcome.found, at: now)
            ])
        }
        pending.setUnverified(try ledger.writer.unverifiedErasures(), of: file.id)
        return true
    }
}
