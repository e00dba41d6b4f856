internal import Glibc
internal import Privacy
internal import SQLite

/// What follows from a look, on the writer's thread.
struct LookEnd {
    let finding: LookFinding
    /// Forgets up to this one are in no retained snapshot.
    let snapshotPosition: Int64
    let pending: PendingShops

    /// Tells the ledger what was found, or repairs the file.
    ///
    /// - Returns: How many forgets have reached a further state; nil: the file was repaired, and is to
    ///   be looked at again.
    func run(_ file: ShopFile) throws -> Int64? {
        FaultPoint.hit(.lookDone)
        guard finding.residues == 0, !file.isRepairNeeded else {
            let onlyFreePages =
                finding.residues == finding.residuesInFreePages && !file.isRepairNeeded
            file.isRepairNeeded = true
            try PurgeStep(file: file).repair(onlyFreePages: onlyFreePages)
            return nil
        }
        guard file.position > 0 else { return 0 }
        let now = Int64(time(nil))
        let (advanced, unverified) = try file.writeLedger { ledger, connection in
            var advanced: Int64 = 0
            if finding.isClean {
                advanced += try connection.markVerified(
                    through: finding.lastErasure, at: now, examined: finding.examinedBytes)
                for (erasure, count) in finding.mentions {
                    try connection.setMentions(count, of: erasure)
                }
            }
            advanced += try connection.markBackupsPurged(through: snapshotPosition, at: now)
            let outcome = finding.isClean ? AuditEvent.Outcome.ok : AuditEvent.Outcome.found
            try ledger.append(
                [AuditEvent(.look, by: .service, outcome, at: now)], to: connection)
            return (advanced, try connection.unverifiedErasures())
        }
        pending.setUnverified(unverified, of: file.id)
        return advanced
    }
}
