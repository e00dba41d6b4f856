internal import Glibc
internal import Synchronization

/// Threads for what blocks: those that write (several, because the syncs of different shops overlap)
/// and the one for long work on the store.
///
/// Work is handed out in the order in which it came. Threads are plain pthreads, started only
/// from here, so that no executor's thread ever waits for a disk.
final class WorkThreads: Sendable {
    typealias Work = @Sendable () -> Void

    private struct State {
        var queue = WorkQueue<Work>()
        var isClosing = false
    }

    private let state = Mutex(State())
    private let waiting: Semaphore
    private let threads: Mutex<[pthread_t]>

    /// Starts `count` threads.
    init(count: Int) {
        waiting = Semaphore()
        threads = Mutex([])
        let started = (0..<count).map { _ in start() }
        threads.withLock { $0 = started }
    }

    /// Queues work; it runs soon on one of the threads.
    func enqueue(_ work: @escaping Work) {
        state.withLock { $0.queue.append(work) }
        waiting.signal()
    }

    /// Finishes what is queued and ends the threads.
    ///
    /// Blocks.
    func close() {
        state.withLock { $0.isClosing = true }
        let ending = threads.withLock { list in
            defer { list = [] }
            return list
        }
        for _ in ending { waiting.signal() }
        for thread in ending { _ = pthread_join(thread, nil) }
    }

    private func start() -> pthread_t {
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<WorkThreads>.fromOpaque(context).takeRetainedValue().loop()
                return nil
            }, context)
        precondition(failure == 0, "a thread could not be started: \(failure)")
        return thread
    }

    private func loop() {
        while true {
            waiting.wait()
            let (work, isClosing) = state.withLock { ($0.queue.popFirst(), $0.isClosing) }
            if let work {
                work()
            } else if isClosing {
                return
            }
        }
    }
}
