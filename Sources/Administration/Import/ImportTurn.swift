internal import Synchronization

/// One batch of an import on its way into the store, for which another may wait.
final class ImportTurn: Sendable {
    private enum State {
        case underWay
        case awaited(CheckedContinuation<Bool, Never>)
        case ended(isIn: Bool)
    }

    private let state = Mutex(State.underWay)

    /// Whether the batch came in whole; returns once that is known.
    ///
    /// For one who waits, and once.
    var isIn: Bool {
        get async {
            await withCheckedContinuation { continuation in
                let known: Bool? = state.withLock { state in
                    if case .ended(let isIn) = state { return isIn }
                    state = .awaited(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }

    /// Says what became of the batch.
    func end(isIn: Bool) {
        let waiting: CheckedContinuation<Bool, Never>? = state.withLock { state in
            defer { state = .ended(isIn: isIn) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: isIn)
    }
}
