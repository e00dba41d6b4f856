import Glibc
import Synchronization

/// The thread of a reactor as Swift's concurrency sees it: jobs queue here and run between polls.
///
/// It is the serial executor of its `Reactor`, and the task executor that connection tasks prefer,
/// so that what a handler awaits (other executors apart) runs on this thread too. A turn polls,
/// then runs the jobs that were queued when it began: jobs that make jobs cannot keep the loop
/// from its sockets. What other threads queue, that a change is on disk, say, comes first, between any two of those:
/// it has waited already, and would wait for all that came in meanwhile.
final class EventLoop: SerialExecutor, TaskExecutor {
    private struct Queue {
        var jobs: [UnownedJob] = []
        /// Those that come from other threads.
        var urgent: [UnownedJob] = []
        /// The thread waits, or is about to: whoever queues a job has to wake it.
        var isWaiting = false
    }

    let poller: Poller
    let wakeUp: WakeUp
    private let queue = Mutex(Queue())
    private let hasUrgent = Atomic(false)
    private let thread = Atomic<pthread_t>(0)

    init() throws(SystemError) {
        poller = try Poller()
        wakeUp = try WakeUp()
        try poller.add(wakeUp.number, token: Reactor.wakeUpToken, trigger: .level)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isUrgent = isIsolatingCurrentContext() != true
        let wakes = queue.withLock { queue in
            if isUrgent {
                queue.urgent.append(job)
                hasUrgent.store(true, ordering: .relaxed)
            } else {
                queue.jobs.append(job)
            }
            defer { queue.isWaiting = false }
            return queue.isWaiting
        }
        if wakes { wakeUp.signal() }
    }

    func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "not on the thread of this reactor")
    }

    func isIsolatingCurrentContext() -> Bool? {
        pthread_self() == thread.load(ordering: .relaxed)
    }

    /// Runs the reactor on this thread until it has been stopped and has nothing left to do.
    func run(_ reactor: Reactor, beginningWith first: @Sendable (isolated Reactor) -> Void) {
        thread.store(pthread_self(), ordering: .relaxed)
        reactor.assumeIsolated { first($0) }
        var (jobs, urgent): ([UnownedJob], [UnownedJob]) = ([], [])
        var goesOn = true
        repeat {
            goesOn = reactor.assumeIsolated { $0.turn() }
            queue.withLock { swap(&jobs, &$0.jobs) }
            goesOn = runUrgent(with: &urgent) || goesOn || !jobs.isEmpty
            for job in jobs {
                run(job)
                _ = runUrgent(with: &urgent)
            }
            jobs.removeAll(keepingCapacity: true)
        } while goesOn
    }

    /// Runs what other threads have queued; false: there was nothing.
    private func runUrgent(with room: inout [UnownedJob]) -> Bool {
        guard hasUrgent.load(ordering: .relaxed) else { return false }
        queue.withLock { queue in
            swap(&room, &queue.urgent)
            hasUrgent.store(false, ordering: .relaxed)
        }
        for job in room { run(job) }
        room.removeAll(keepingCapacity: true)
        return true
    }

    private func run(_ job: UnownedJob) {
        unsafe job.runSynchronously(
            isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }

    /// True when no job is queued: from now on, until `endWait`, a new one wakes the thread.
    func beginWait() -> Bool {
        queue.withLock { queue in
            queue.isWaiting = queue.jobs.isEmpty && queue.urgent.isEmpty
            return queue.isWaiting
        }
    }

    func endWait() {
        queue.withLock { $0.isWaiting = false }
    }
}
