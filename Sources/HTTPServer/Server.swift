import Synchronization

/// An HTTP/1.1 server on sockets of its own (RFC 9110, RFC 9112).
///
/// It runs from `start` until `stop`, once; its threads keep it alive in between.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let responder: any Responder
    private let state = Mutex(State())

    private struct State {
        /// None before the start and after the stop.
        var reactors: [Reactor] = []
        var counters: [ReactorCounters] = []
    }

    /// A server that does nothing yet.
    public init(configuration: ServerConfiguration, responder: any Responder) {
        self.configuration = configuration
        self.responder = responder
    }

    /// Listens and serves from now on; answers where, in the order of the configuration.
    ///
    /// Refuses an address that is in use or not to be had, and a second start.
    public func start() throws(ServerError) -> [BoundAddress] {
        guard state.withLock({ $0.counters.isEmpty }) else {
            throw ServerError(
                code: .alreadyStarted, message: "The server was started before: make another.")
        }
        var listeners: [Listener] = []
        for address in configuration.listen { listeners.append(try Listener(at: address)) }
        do throws(SystemError) {
            try run(listeners)
        } catch {
            throw ServerError(error, doing: "starting the event loops")
        }
        return listeners.map(\.address)
    }

    /// Accepts nothing more, closes idle connections, lets running requests finish, and after
    /// `graceSeconds` cuts what is left.
    public func stop(graceSeconds: Double) async {
        let reactors = state.withLock { state in
            defer { state.reactors = [] }
            return state.reactors
        }
        // In order: the first one accepts for all, and has handed over what it accepted.
        for reactor in reactors { await reactor.beginShutdown(graceSeconds: graceSeconds) }
        for reactor in reactors { await reactor.endShutdown() }
    }

    /// What has been done so far.
    public var statistics: ServerStatistics {
        state.withLock { state in
            var statistics = ServerStatistics()
            for counters in state.counters { counters.add(to: &statistics) }
            return statistics
        }
    }

    private func run(_ listeners: [Listener]) throws(SystemError) {
        var reactors: [Reactor] = []
        for _ in 0..<max(1, configuration.reactors) {
            reactors.append(try Reactor(configuration: configuration, responder: responder))
        }
        for (index, reactor) in reactors.enumerated() {
            try SystemThread.start(named: "reactor-\(index)") { reactor.loop.run(reactor) }
        }
        let all = reactors
        state.withLock { $0 = State(reactors: all, counters: all.map(\.counters)) }
        let first = all[0]
        Task(executorPreference: first.loop) { await first.listen(listeners, for: all) }
    }
}
