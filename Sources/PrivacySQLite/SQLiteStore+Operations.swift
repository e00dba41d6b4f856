internal import Glibc
public import Privacy
internal import Synchronization

extension SQLiteStore {
    /// Writes a row to the registry on a writer thread, to see that the disk takes it.
    public func unavailability() async -> String? {
        await withCheckedContinuation { continuation in
            threads.enqueue {
                do {
                    try self.registry.probe(Int64(time(nil)))
                    continuation.resume(returning: nil)
                } catch {
                    let reason = StorageError.translate(error).message
                    continuation.resume(returning: "The registry cannot be written. " + reason)
                }
            }
        }
    }

    /// What somebody who looks after the service should know.
    public var notices: [String] { upkeepState.notices }

    /// What the writers and the open files count.
    public var statistics: StoreStatistics {
        var statistics = StoreStatistics()
        statistics.openShops = files.count
        statistics.queuedJobs = writes.queuedJobs.load(ordering: .relaxed)
        statistics.commitSizes = writes.commitSizes.withLock { $0 }
        statistics.committedJobs = writes.committedJobs.load(ordering: .relaxed)
        statistics.failedJobs = writes.failedJobs.load(ordering: .relaxed)
        statistics.purges = writes.purges.load(ordering: .relaxed)
        statistics.failedPurges = writes.failedPurges.load(ordering: .relaxed)
        statistics.pendingShops = pending.all.count
        statistics.unverifiedErasures = pending.unverifiedErasures
        statistics.examinedBytes = writes.examinedBytes.load(ordering: .relaxed)
        statistics.residues = writes.residues.load(ordering: .relaxed)
        statistics.repairs = writes.repairs.load(ordering: .relaxed)
        return statistics
    }
}
