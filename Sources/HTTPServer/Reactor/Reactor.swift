import Synchronization

/// One event loop and the connections it owns.
///
/// An actor whose executor is the loop's own thread: the poller's reports, the connections' tasks
/// and everybody who calls from elsewhere meet here, one at a time.
actor Reactor {
    static let wakeUpToken: UInt64 = 0
    /// Tokens below are listeners.
    static let firstConnectionID: Connection.ID = 1024

    nonisolated let loop: EventLoop
    nonisolated let counters: ReactorCounters
    let context: ReactorContext
    var connections: [Connection.ID: Connection] = [:]
    var tasks: [Connection.ID: Task<Void, Never>] = [:]
    var acceptor: Acceptor?
    var events = EventBuffer()
    var nextSweep: MonotonicTime
    var shutdown: Shutdown?
    private var nextID = Reactor.firstConnectionID

    init(configuration: ServerConfiguration, responder: any Responder) throws(SystemError) {
        loop = try EventLoop()
        counters = ReactorCounters()
        context = ReactorContext(
            configuration: configuration, responder: responder, counters: counters)
        nextSweep = context.now
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.asUnownedSerialExecutor()
    }

    /// Accepts from the listeners, for these reactors, from now on; first come the connections that
    /// another server had.
    func listen(
        _ listeners: [Listener], adopting connections: [HandedConnection], for reactors: [Reactor]
    ) {
        guard shutdown == nil else { return }
        let acceptor = Acceptor(
            listeners: listeners, reactors: reactors, configuration: context.configuration,
            counters: counters, poller: loop.poller)
        for connection in connections {
            acceptor.assign(connection.socket, unread: connection.unread)
        }
        self.acceptor = acceptor
    }

    /// Starts to serve a connection that was counted as this reactor's; with a refusal, it is told
    /// that and closed.
    func adopt(
        _ socket: Socket, unread: [UInt8], pass: AdmissionPass?, refusal: RequestFailure?
    ) {
        let connection = Connection(socket: socket, pass: pass, context: context)
        connection.takeUp(unread)
        let id = nextID
        nextID += 1
        do throws(SystemError) {
            try loop.poller.add(socket.descriptor.number, token: id, trigger: .edge)
        } catch {
            counters.connectionsOpen.subtract(1, ordering: .relaxed)
            resumeShutdownWhenOver()
            return
        }
        if let shutdown { shutdown.begin(connection) }
        connections[id] = connection
        tasks[id] = Task(executorPreference: loop) { await self.serve(id, refusal: refusal) }
    }

    /// Takes a piece of a response for a connection of this reactor.
    func write(_ bytes: [UInt8], to id: Connection.ID) async throws(ConnectionClosed) {
        guard let connection = connections[id] else { throw ConnectionClosed() }
        try await connection.write(bytes)
    }

    private func serve(_ id: Connection.ID, refusal: RequestFailure?) async {
        guard let connection = connections[id] else { return }
        let writer = ResponseWriter(reactor: self, connection: id)
        if let refusal {
            await connection.turnAway(refusal, writer: writer)
        } else {
            await connection.serve(writer: writer)
        }
        if let handed = connection.handed { give(handed) }
        connections[id] = nil
        tasks[id] = nil
        counters.connectionsOpen.subtract(1, ordering: .relaxed)
        resumeShutdownWhenOver()
    }
}
