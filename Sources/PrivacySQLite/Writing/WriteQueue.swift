internal import Synchronization

/// One shop's waiting work.
///
/// At most one thread takes from it at a time, so a shop has one writer; what queued up while a
/// commit ran is the next batch.
final class WriteQueue: Sendable {
    /// The most jobs of one turn: bounds how long the first of them waits for its answer.
    static let batchJobs = 256

    /// The most jobs that callers may have waiting: some tenths of a second of work.
    ///
    /// Beyond it a shop is not slow but overloaded, and says so.
    static let maximumJobs = 4_096

    private struct State {
        var jobs: [WriteJob] = []
        var isScheduled = false
        /// Whether the last turn had several small changes.
        var hadCompany = false
    }

    private let state = Mutex(State())

    /// Adds a job; true: the caller must schedule a turn.
    func append(_ job: WriteJob) -> Bool {
        state.withLock { state in
            state.jobs.append(job)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
    }

    /// Whether callers have to come back later.
    var isFull: Bool { state.withLock { $0.jobs.count >= Self.maximumJobs } }

    /// Whether a small change probably has company that is about to be queued: the last turn's had.
    var expectsCompany: Bool { state.withLock(\.hadCompany) }

    /// Whether callers wait with anything but what brings in much.
    var holdsCallers: Bool {
        state.withLock { state in
            state.jobs.contains { $0.work.isCallers && !$0.work.isBulk }
        }
    }

    /// Whether nobody waits.
    var isEmpty: Bool { state.withLock { $0.jobs.isEmpty } }

    /// Takes the jobs of one turn.
    ///
    /// A job that brings in much has a turn of its own: those that came while another such job ran need
    /// not wait for the next one.
    func take() -> [WriteJob] {
        state.withLock { state in
            let isBulk = state.jobs.first?.work.isBulk ?? false
            let batch =
                isBulk
                ? Array(state.jobs.prefix(1))
                : state.jobs.prefix(Self.batchJobs).prefix { !$0.work.isBulk }.map(\.self)
            state.jobs.removeFirst(batch.count)
            state.hadCompany = batch.count(where: \.work.isSmallChange) > 1
            return batch
        }
    }

    /// Ends a turn: puts back what found no time, before what has come since, and what goes on for many
    /// turns behind it, so that nobody waits for all of them.
    ///
    /// True: more waits, and another turn must be scheduled.
    func putBack(_ rest: some Collection<WriteJob>, goingOn: [WriteJob] = []) -> Bool {
        state.withLock { state in
            state.jobs.insert(contentsOf: rest, at: 0)
            state.jobs += goingOn
            state.isScheduled = !state.jobs.isEmpty
            return state.isScheduled
        }
    }
}
