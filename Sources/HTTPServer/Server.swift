import Synchronization

/// An HTTP/1.1 server on sockets of its own (RFC 9110, RFC 9112).
///
/// It runs from `start` until `stop` or `handOver`, once; its threads keep it alive in between.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let responder: any Responder
    let state = Mutex(State())

    struct State {
        /// None before the start and after the stop.
        var listeners: [Listener] = []
        /// Of another server, until they are served.
        var adopted: [HandedConnection] = []
        var reactors: [Reactor] = []
        var counters: [ReactorCounters] = []
        var isStarted = false
    }

    /// A server that does nothing yet.
    public init(configuration: ServerConfiguration, responder: any Responder) {
        self.configuration = configuration
        self.responder = responder
    }

    /// Listens and serves from now on; answers where, in the order of the configuration.
    ///
    /// Refuses an address that is in use or not to be had, and a second start.
    public func start(
        adopting handover: Handover = Handover()
    ) throws(ServerError) -> [BoundAddress] {
        let addresses = try listen(adopting: handover)
        try serve()
        return addresses
    }

    /// Listens and answers where, as `start` does; whoever connects waits until `serve`.
    ///
    /// Of the sockets of another server those listeners that fit are adopted and the others closed, and
    /// all connections are adopted.
    public func listen(
        adopting handover: consuming Handover = Handover()
    ) throws(ServerError) -> [BoundAddress] {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else {
            throw ServerError(
                code: .alreadyStarted, message: "The server was started before: make another.")
        }
        var listeners: [Listener] = []
        for address in configuration.listen {
            if let listener = handover.takeListener(at: address) {
                listeners.append(listener)
            } else {
                listeners.append(try Listener(at: address))
            }
        }
        let connections = handover.connections
        state.withLock { state in
            state.listeners = listeners
            state.adopted = connections
        }
        return listeners.map(\.address)
    }

    /// Serves what `listen` has opened and adopted.
    public func serve() throws(ServerError) {
        do throws(SystemError) {
            try run()
        } catch {
            throw ServerError(error, doing: "starting the event loops")
        }
    }

    /// Accepts nothing more, closes idle connections, lets running requests finish, and after
    /// `graceSeconds` cuts what is left.
    public func stop(graceSeconds: Double) async {
        _ = await end(graceSeconds: graceSeconds, handsOver: false)
    }

    /// What has been done so far.
    public var statistics: ServerStatistics {
        state.withLock { state in
            var statistics = ServerStatistics()
            for counters in state.counters { counters.add(to: &statistics) }
            return statistics
        }
    }

    /// Ends the event loops; gives back the connections that were given away.
    func end(graceSeconds: Double, handsOver: Bool) async -> [HandedConnection] {
        let reactors = state.withLock { state in
            // Those that are given away are held by whoever goes on; the others close now.
            for listener in state.listeners { listener.isServed = !handsOver }
            state.listeners = []
            defer { state.reactors = [] }
            return state.reactors
        }
        // In order: the first one accepts for all, and has handed over what it accepted.
        for reactor in reactors {
            await reactor.beginShutdown(graceSeconds: graceSeconds, handsOver: handsOver)
        }
        var handed: [HandedConnection] = []
        for reactor in reactors { handed += await reactor.endShutdown() }
        return handed
    }

    private func run() throws(SystemError) {
        var reactors: [Reactor] = []
        for _ in 0..<max(1, configuration.reactors) {
            reactors.append(try Reactor(configuration: configuration, responder: responder))
        }
        let all = reactors
        state.withLock { state in
            state.reactors = all
            state.counters = all.map(\.counters)
        }
        // On its own thread and before anything that is asked of it, a stop above all.
        try start(all[0], 0) { self.listen(on: $0, for: all) }
        for (index, reactor) in all.enumerated().dropFirst() { try start(reactor, index) }
    }

    private func listen(on first: isolated Reactor, for all: [Reactor]) {
        let (listeners, adopted) = state.withLock { state in
            defer { state.adopted = [] }
            return (state.listeners, state.adopted)
        }
        first.listen(listeners, adopting: adopted, for: all)
    }

    private func start(
        _ reactor: Reactor, _ index: Int,
        with first: @escaping @Sendable (isolated Reactor) -> Void = { _ in }
    ) throws(SystemError) {
        try SystemThread.start(named: "reactor-\(index)") {
            reactor.loop.run(reactor, beginningWith: first)
        }
    }
}
