internal import Glibc
internal import Synchronization

/// Threads for what blocks: those that write (several, because the syncs of different shops overlap)
/// and the one for long work on the store.
///
/// Work is handed out in the order in which it came.
final class WorkThreads: Sendable {
    /// True: another turn follows, behind what waits already.
    typealias Turn = @Sendable () -> Bool

    private struct State {
        var queue = WorkQueue<Turn>()
        var isClosing = false
    }

    private let state = Mutex(State())
    private let waiting: Semaphore
    private let threads: Mutex<[pthread_t]>

    /// Starts `count` threads.
    init(count: Int) {
        waiting = Semaphore()
        threads = Mutex([])
        let started = (0..<count).map { _ in JoinableThread.start { self.loop() } }
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
        state.withLock { $0.queue.append(turn) }
        waiting.signal()
    }

    /// Finishes what is queued and ends the threads.
    ///
    /// Blocks; on one of the threads it does not wait for that one.
    func close() {
        state.withLock { $0.isClosing = true }
        let ending = threads.withLock { list in
            defer { list = [] }
            return list
        }
        for _ in ending { waiting.signal() }
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
            waiting.wait()
            let (first, isClosing) = state.withLock { ($0.queue.popFirst(), $0.isClosing) }
            if first == nil, isClosing { return }
            var next = first
            // What goes on takes the place of what is taken instead: nobody need be woken for it.
            while let turn = next, turn() {
                next = state.withLock { state in
                    state.queue.append(turn)
                    return state.queue.popFirst()
                }
            }
        }
    }
}
