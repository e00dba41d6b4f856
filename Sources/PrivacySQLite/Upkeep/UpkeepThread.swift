internal import Glibc
internal import Synchronization

/// A thread that looks again and again whether there is something to look after.
///
/// A thread of its own, because it waits for writers; it never works on a shop's file itself.
final class UpkeepThread: Sendable {
    /// Does what there is to do; called from the thread alone, never twice at once.
    typealias Turn = @Sendable () -> Void

    private let turn: Turn
    private let intervalMilliseconds: Int
    private let isStopping = Atomic<Bool>(false)
    private let wake = Semaphore()
    private let thread = Mutex<pthread_t?>(nil)

    init(everyMilliseconds interval: Int, _ turn: @escaping Turn) {
        self.turn = turn
        intervalMilliseconds = interval
        thread.withLock { $0 = JoinableThread.start(named: "upkeep") { self.loop() } }
    }

    /// Whether it was asked to stop: long work ends early then.
    var isAskedToStop: Bool { isStopping.load(ordering: .acquiring) }

    /// Ends the thread after what it does now; blocks until then.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
        let ending = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let ending { _ = pthread_join(ending, nil) }
    }

    private func loop() {
        while !isAskedToStop {
            turn()
            if !isAskedToStop { wake.wait(milliseconds: intervalMilliseconds) }
        }
    }
}
