internal import Synchronization

/// Keeps reads away from a shop's file for a moment.
///
/// A checkpoint that is to empty the write-ahead log fails while anybody reads
/// (<https://www.sqlite.org/c3ref/wal_checkpoint_v2.html>). Closing the gate makes new reads
/// suspend, without blocking their threads, and waits for those that run: each is one short
/// transaction without a suspension.
final class ReadGate: Sendable {
    private struct State {
        var running = 0
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let drained = Semaphore()

    /// Begins a read, after the gate has opened if it is closed.
    ///
    /// Ends with ``leave()``.
    func enter() async {
        while !tryToEnter() {
            await withCheckedContinuation { continuation in
                // Looked at again under the lock: the gate may have opened meanwhile.
                let isOpen = state.withLock { state in
                    if state.isClosed { state.waiting.append(continuation) }
                    return !state.isClosed
                }
                if isOpen { continuation.resume() }
            }
        }
    }

    /// Ends a read.
    func leave() {
        let isDrained = state.withLock { state in
            state.running -= 1
            return state.isClosed && state.running == 0
        }
        if isDrained { drained.signal() }
    }

    /// Closes the gate and waits until nobody reads.
    ///
    /// Blocks: only for a writer's thread.
    func close() {
        let running = state.withLock { state in
            state.isClosed = true
            return state.running
        }
        if running > 0 { drained.wait() }
    }

    /// Opens the gate again.
    func open() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isClosed = false
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private func tryToEnter() -> Bool {
        state.withLock { state in
            if !state.isClosed { state.running += 1 }
            return !state.isClosed
        }
    }
}
