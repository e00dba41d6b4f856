internal import Privacy
internal import SQLite
internal import Synchronization

/// One shop's waiting writes.
///
/// At most one thread takes from it at a time, so a shop has one writer; what queued up while a
/// commit ran is the next batch.
final class WriteQueue: Sendable {
    /// The most jobs in one commit: bounds how long the first of them waits for its answer.
    static let batchJobs = 256

    private struct State {
        var jobs: [WriteJob] = []
        var isScheduled = false
    }

    private let state = Mutex(State())

    /// Adds a job; true: the caller must schedule a ``drain(_:)``.
    func append(_ job: WriteJob) -> Bool {
        state.withLock { state in
            state.jobs.append(job)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
    }

    /// Commits one batch of what waits; true: more waits and another drain must be scheduled.
    ///
    /// Erasures that come together share one purge, which the other jobs do not wait for.
    func drain(_ file: ShopFile, _ statistics: WriteStatistics) -> Bool {
        let jobs = take()
        let outcomes = CommitBatch(connection: file.writer).run(jobs)
        statistics.committed(outcomes)
        let done = zip(jobs, outcomes)
        for (job, outcome) in done where !job.erases { job.finish(outcome) }
        let hasErased = done.contains { job, outcome in job.erases && outcome == nil }
        if hasErased || file.isPurgePending { statistics.purged(file.purge()) }
        for (job, outcome) in done where job.erases { job.finish(outcome) }
        return goOn(with: jobs.dropFirst(outcomes.count))
    }

    private func take() -> [WriteJob] {
        state.withLock { state in
            let batch = Array(state.jobs.prefix(Self.batchJobs))
            state.jobs.removeFirst(batch.count)
            return batch
        }
    }

    /// Puts back what found no time, before what has come since.
    private func goOn(with rest: ArraySlice<WriteJob>) -> Bool {
        state.withLock { state in
            state.jobs.insert(contentsOf: rest, at: 0)
            state.isScheduled = !state.jobs.isEmpty
            return state.isScheduled
        }
    }
}
