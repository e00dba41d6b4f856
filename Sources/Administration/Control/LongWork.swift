internal import Synchronization

/// The long work that commands have begun through the control socket.
///
/// It runs beside the reactor, whose other connections are answered meanwhile, and goes on when its
/// command hangs up. A service that stops cancels it and waits for it, since the store is closed
/// after that.
final class LongWork: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var begun = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Begins a piece of work; refuses it when the service stops.
    func begin(_ body: @escaping @Sendable () async -> Void) throws(AdministrationError) {
        let isBegun = state.withLock { state in
            guard !state.isCancelled else { return false }
            let number = state.begun
            state.begun += 1
            state.tasks[number] = Task.detached {
                await body()
                self.state.withLock { $0.tasks[number] = nil }
            }
            return true
        }
        guard isBegun else { throw AdministrationError(.failed, "the server is stopping") }
    }

    /// Asks what runs to end at its next step; nothing begins any more.
    func cancel() {
        let tasks = state.withLock { state in
            state.isCancelled = true
            return state.tasks.values.map(\.self)
        }
        for task in tasks { task.cancel() }
    }

    /// Returns once nothing runs any more.
    func finish() async {
        for task in state.withLock({ $0.tasks.values.map(\.self) }) { await task.value }
    }
}
