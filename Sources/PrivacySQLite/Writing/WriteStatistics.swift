internal import Privacy
internal import Synchronization

/// Counts what the writers do.
final class WriteStatistics: Sendable {
    /// Commits by how many jobs they carried, each in one bucket alone.
    let commitSizes = Mutex([Int](repeating: 0, count: StoreStatistics.commitSizeBounds.count + 1))
    let committedJobs = Atomic<Int>(0)
    let failedJobs = Atomic<Int>(0)
    let queuedJobs = Atomic<Int>(0)

    let purges = Atomic<Int>(0)
    let failedPurges = Atomic<Int>(0)

    let examinedBytes = Atomic<Int>(0)
    let residues = Atomic<Int>(0)
    let repairs = Atomic<Int>(0)

    func looked(_ finding: LookFinding) {
        examinedBytes.add(Int(finding.examinedBytes), ordering: .relaxed)
        residues.add(finding.residues + finding.strays, ordering: .relaxed)
    }

    func repaired() { repairs.add(1, ordering: .relaxed) }

    func purged(_ isDone: Bool) {
        if isDone {
            purges.add(1, ordering: .relaxed)
        } else {
            failedPurges.add(1, ordering: .relaxed)
        }
    }

    func queued(_ count: Int = 1) { queuedJobs.add(count, ordering: .relaxed) }

    func taken(_ count: Int) { queuedJobs.subtract(count, ordering: .relaxed) }

    /// Counts a transaction, by whether each of its jobs is on disk.
    func committed(_ areDone: [Bool]) {
        let failed = areDone.count(where: { !$0 })
        let bounds = StoreStatistics.commitSizeBounds
        let bucket = bounds.firstIndex { areDone.count <= $0 } ?? bounds.count
        commitSizes.withLock { $0[bucket] += 1 }
        committedJobs.add(areDone.count - failed, ordering: .relaxed)
        failedJobs.add(failed, ordering: .relaxed)
    }
}
