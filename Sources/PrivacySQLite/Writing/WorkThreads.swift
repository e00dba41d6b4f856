import Glibc
internal import Synchronization

/// Threads for what blocks: those that write (several, because the syncs of different shops overlap)
/// and the one for long work on the store.
///
/// Work is handed out in the order in which it came. Some threads take it at once, the others only what has
/// waited for ``patience``: as long as a disk is fast, what waits becomes one commit with what comes meanwhile,
/// at the price of one (`Docs/decisions/0018-bursts.md`).
final class WorkThreads: Sendable {
    /// True: another turn follows, behind what waits already.
    typealias Turn = @Sendable () -> Bool

    /// How long work waits for a thread that takes it at once.
    static let patience = Duration.milliseconds(3)
    /// How often it is looked whether something has waited.
    private static let watchMicroseconds: UInt32 = 1_000

    private struct Waiting {
        let turn: Turn
        let since = ContinuousClock.now
    }

    private struct State {
        var queue = WorkQueue<Waiting>()
        /// How many threads are at work, or were called to it.
        var running = 0
        /// Whether somebody sees to it that nothing waits for longer.
        var isWatched = false
        var isClosing = false

        var hasWaited: Bool {
            guard let first = queue.first else { return false }
            return ContinuousClock.now >= first.since + WorkThreads.patience
        }
    }

    /// Who is to be woken.
    private enum Call {
        case thread, watch, nobody
    }

    private let count: Int
    private let prompt: Int
    private let state = Mutex(State())
    private let calling = Semaphore()
    private let watching = Semaphore()
    private let threads: Mutex<[pthread_t]>

    /// Starts `count` threads.
    ///
    /// - Parameter prompt: How many of them take work at once; nil: all.
    init(count: Int, prompt: Int? = nil) {
        self.count = count
        self.prompt = min(count, prompt ?? count)
        threads = Mutex([])
        var started = (0..<count).map { _ in JoinableThread.start { self.loop() } }
        if self.prompt < count { started.append(JoinableThread.start { self.watch() }) }
        threads.withLock { $0 = started }
    }

    /// Queues work; it runs soon on one of the threads.
    func enqueue(_ work: @escaping @Sendable () -> Void) {
        enqueueTurns {
            work()
            return false
        }
    }

    /// Queues work that is done in turns.
    func enqueueTurns(_ turn: @escaping Turn) {
        wake(
            state.withLock { state in
                state.queue.append(Waiting(turn: turn))
                guard state.running < prompt else { return callForWaiting(&state) }
                state.running += 1
                return .thread
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
            var last: Turn?
            while let turn = next(after: last) { last = turn() ? turn : nil }
            if state.withLock({ $0.isClosing }) { return }
        }
    }

    /// What a thread does next, after what it did last was queued anew if another turn of it follows; nil: the
    /// thread is not needed any more.
    private func next(after last: Turn?) -> Turn? {
        let (next, call) = state.withLock { state -> (Turn?, Call) in
            if let last { state.queue.append(Waiting(turn: last)) }
            let isNeeded = state.running <= prompt || state.hasWaited || state.isClosing
            let next = isNeeded ? state.queue.popFirst() : nil
            if next == nil { state.running -= 1 }
            return (next?.turn, callForWaiting(&state))
        }
        wake(call)
        return next
    }

    /// Whom to wake for what waits while the threads that take work at once have some.
    private func callForWaiting(_ state: inout State) -> Call {
        guard state.queue.first != nil, !state.isWatched, prompt < count else { return .nobody }
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

    /// Calls another thread whenever something has waited.
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
            guard state.hasWaited, state.running < count else { return .nobody }
            state.running += 1
            return .thread
        }
    }
}
