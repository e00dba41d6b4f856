import Glibc
internal import Synchronization

/// Threads for what blocks: those that write (several, because the syncs of different shops overlap)
/// and the one for long work on the store.
///
/// Work is handed out in the order in which it came. A few threads do it, and more when much is queued, or when those
/// are at turns that take long, or work has waited, for some ``patience``: as long as a disk is fast and few shops are
/// written to, what waits becomes one commit with what comes meanwhile, at the price of one
/// (`Docs/decisions/0018-bursts.md`, `Docs/decisions/0019-what-waited-comes-first.md`).
final class WorkThreads: Sendable {
    /// True: another turn follows, behind what waits already.
    ///
    /// A turn that is going to take long calls its argument before it does, so that nobody waits for it to be found out.
    typealias Turn = @Sendable (_ takesLong: () -> Void) -> Bool

    /// The usual patience.
    static let patience = Duration.milliseconds(3)
    /// For so many that are queued, of as many shops, there is one thread more.
    private static let queuedEach = 4
    /// How often it is looked whether something has waited.
    private static let watchMicroseconds: UInt32 = 1_000

    private struct Waiting {
        let turn: Turn
        let since = ContinuousClock.now
    }

    /// A turn that a thread is at.
    private struct Running {
        let start: ContinuousClock.Instant
        let number: Int
        var takesLong = false

        func isLong(at now: ContinuousClock.Instant, _ patience: Duration) -> Bool {
            takesLong || now >= start + patience
        }
    }

    private struct State {
        var queue = WorkQueue<Waiting>()
        /// How many threads are at work, or were called to it.
        var running = 0
        /// The turns that those are at.
        var turns: [Running] = []
        /// How many turns there were.
        var begun = 0
        /// Whether somebody sees to it that nothing waits for longer.
        var isWatched = false
        var isClosing = false
        let patience: Duration

        /// Whether what is queued has waited for too long.
        func hasWaited(at now: ContinuousClock.Instant) -> Bool {
            queue.first.map { now >= $0.since + patience } ?? false
        }

        /// How many threads are missing that are about to take what is queued, as those in a long turn are not,
        /// where usually there are so many.
        func missing(of usual: Int, at now: ContinuousClock.Instant) -> Int {
            let prompt = running - turns.count { $0.isLong(at: now, patience) }
            return usual + queue.count / WorkThreads.queuedEach - prompt
        }
    }

    /// Who is to be woken.
    private enum Call {
        case thread, watch, nobody
    }

    /// What a thread does next.
    private enum Step {
        case turn(Turn, number: Int)
        case rest, end
    }

    /// A turn that a thread has done.
    private struct Done {
        let turn: Turn
        let number: Int
        let goesOn: Bool
    }

    private let count: Int
    private let prompt: Int
    private let state: Mutex<State>
    private let calling = Semaphore()
    private let watching = Semaphore()
    private let threads: Mutex<[pthread_t]>

    /// Starts `count` threads.
    ///
    /// - Parameters:
    ///   - name: What each is called in the system's listings, with its number behind it.
    ///   - prompt: How many of them do what comes as long as it is soon done; nil: all.
    ///   - patience: How long a turn, and waiting, may take before another thread is called.
    init(
        named name: String, count: Int, prompt: Int? = nil,
        patience: Duration = WorkThreads.patience
    ) {
        state = Mutex(State(patience: patience))
        self.count = count
        self.prompt = min(count, prompt ?? count)
        threads = Mutex([])
        var started = (0..<count).map { number in
            JoinableThread.start(named: "\(name)-\(number)") { self.loop() }
        }
        if self.prompt < count {
            started.append(JoinableThread.start(named: "\(name)-watch") { self.watch() })
        }
        threads.withLock { $0 = started }
    }

    /// Queues work; it runs soon on one of the threads.
    func enqueue(_ work: @escaping @Sendable () -> Void) {
        enqueueTurns { _ in
            work()
            return false
        }
    }

    /// Queues work that is done in turns.
    func enqueueTurns(_ turn: @escaping Turn) {
        let waiting = Waiting(turn: turn)
        wake(
            state.withLock { state in
                state.queue.append(waiting)
                return call(&state, at: waiting.since)
            })
    }

    /// Finishes what is queued and ends the threads.
    ///
    /// Blocks; on one of the threads it does not wait for that one.
    func close() {
        state.withLock { state in
            state.isClosing = true
            state.running += count
        }
        let ending = threads.withLock { list in
            defer { list = [] }
            return list
        }
        for _ in 0..<count { calling.signal() }
        watching.signal()
        for thread in ending {
            // What the threads work for may end with the last work itself, on one of them.
            if pthread_equal(thread, pthread_self()) != 0 {
                _ = pthread_detach(thread)
            } else {
                _ = pthread_join(thread, nil)
            }
        }
    }

    private func loop() {
        while true {
            calling.wait()
            var step = next(after: nil)
            while case .turn(let turn, let number) = step {
                let goesOn = turn { self.takesLong(number) }
                step = next(after: Done(turn: turn, number: number, goesOn: goesOn))
            }
            if case .end = step { return }
        }
    }

    /// What a thread does next, after what it did last was queued anew if another turn of it follows.
    private func next(after last: Done?) -> Step {
        let now = ContinuousClock.now
        let (step, call) = state.withLock { state -> (Step, Call) in
            if let last {
                state.turns.removeAll { $0.number == last.number }
                if last.goesOn { state.queue.append(Waiting(turn: last.turn)) }
            }
            // This one is among those that run.
            let isNeeded =
                state.missing(of: prompt, at: now) >= 0 || state.hasWaited(at: now)
                || state.isClosing
            if isNeeded, let next = state.queue.popFirst() {
                state.begun += 1
                state.turns.append(Running(start: now, number: state.begun))
                return (.turn(next.turn, number: state.begun), self.call(&state, at: now))
            }
            state.running -= 1
            // Said under the lock under which it was seen that nothing is queued any more.
            return (state.isClosing ? .end : .rest, self.call(&state, at: now))
        }
        wake(call)
        return step
    }

    /// A turn says that it is going to take long: what waits is for another thread.
    private func takesLong(_ number: Int) {
        wake(
            state.withLock { state in
                if let index = state.turns.firstIndex(where: { $0.number == number }) {
                    state.turns[index].takesLong = true
                }
                return call(&state, at: .now)
            })
    }

    /// Whom to wake for what waits: a thread, or who sees to it while those that are at work are soon done.
    private func call(_ state: inout State, at now: ContinuousClock.Instant) -> Call {
        guard state.queue.first != nil else { return .nobody }
        if state.running < count, state.missing(of: prompt, at: now) > 0 {
            state.running += 1
            return .thread
        }
        guard !state.isWatched, prompt < count else { return .nobody }
        state.isWatched = true
        return .watch
    }

    private func wake(_ call: Call) {
        switch call {
        case .thread: calling.signal()
        case .watch: watching.signal()
        case .nobody: break
        }
    }

    /// Calls another thread whenever something has waited, or all are in long turns.
    private func watch() {
        while true {
            watching.wait()
            while let call = lookAtWaiting() {
                wake(call)
                usleep(Self.watchMicroseconds)
            }
            if state.withLock({ $0.isClosing }) { return }
        }
    }

    /// Nil: nothing waits.
    private func lookAtWaiting() -> Call? {
        state.withLock { state in
            state.isWatched = state.queue.first != nil && !state.isClosing
            guard state.isWatched else { return nil }
            let now = ContinuousClock.now
            let isLate = state.missing(of: prompt, at: now) > 0 || state.hasWaited(at: now)
            guard isLate, state.running < count else { return .nobody }
            state.running += 1
            return .thread
        }
    }
}
