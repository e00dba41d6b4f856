internal import Glibc
public import Privacy
internal import Synchronization

extension SQLiteStore {
    /// Writes a row to the registry on a writer thread, to see that the disk takes it, and looks for
    /// space: the row may find its place in a log that is long already.
    public func unavailability() async -> String? {
        await withCheckedContinuation { continuation in
            threads.enqueue {
                do {
                    try DiskSpace(of: self.folder).check()
                    try self.registry.probe(Int64(time(nil)))
                    continuation.resume(returning: nil)
                } catch {
                    let error = StorageError.translate(error)
                    self.faults.note(error, of: nil)
                    continuation.resume(returning: error.message)
                }
            }
        }
    }

    /// What somebody who looks after the service should know.
    public var notices: [String] { (upkeepState.notices + faults.notices).sorted() }

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
        statistics.faults = faults.counts
        statistics.damagedShops = faults.damagedShops
        statistics.freeBytes = try? DiskSpace(of: folder).freeBytes
        return statistics
    }
}
