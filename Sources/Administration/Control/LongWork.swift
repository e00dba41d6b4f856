internal import Synchronization

/// The long work that commands have begun through the control socket.
///
/// It runs beside the reactor, whose other connections are answered meanwhile, and goes on when its
/// command hangs up. A service that stops has the store end it, and waits for that before it closes
/// the store.
final class LongWork: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var begun = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Begins a piece of work; refuses it when the service stops.
    func begin(_ body: @escaping @Sendable () async -> Void) throws(AdministrationError) {
        let isBegun = state.withLock { state in
            guard !state.isClosed else { return false }
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

    /// Begins no more, and returns once nothing runs.
    func close() async {
        let tasks = state.withLock { state in
            state.isClosed = true
            return state.tasks.values.map(\.self)
        }
        for task in tasks { await task.value }
    }
}
