internal import Privacy
internal import Synchronization

/// Counts what the writers do.
final class WriteStatistics: Sendable {
    let commits = Atomic<Int>(0)
    let committedJobs = Atomic<Int>(0)
    let failedJobs = Atomic<Int>(0)
    let queuedJobs = Atomic<Int>(0)

    let purges = Atomic<Int>(0)
    let failedPurges = Atomic<Int>(0)

    func purged(_ isDone: Bool) {
        if isDone {
            purges.add(1, ordering: .relaxed)
        } else {
            failedPurges.add(1, ordering: .relaxed)
        }
    }

    func queued() { queuedJobs.add(1, ordering: .relaxed) }

    func committed(_ outcomes: [PrivacyError?]) {
        let failed = outcomes.count(where: { $0 != nil })
        commits.add(1, ordering: .relaxed)
        committedJobs.add(outcomes.count - failed, ordering: .relaxed)
        failedJobs.add(failed, ordering: .relaxed)
        queuedJobs.subtract(outcomes.count, ordering: .relaxed)
    }
}
