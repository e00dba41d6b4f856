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

    /// Accepts from the listeners, for these reactors, from now on.
    func listen(_ listeners: [Listener], for reactors: [Reactor]) {
        guard shutdown == nil else { return }
        acceptor = Acceptor(
            listeners: listeners, reactors: reactors,
            connectionLimit: context.limits.connections, counters: counters,
            poller: loop.poller)
    }

    /// Starts to serve a connection that was counted as this reactor's; one that is too many is
    /// told so and closed.
    func adopt(_ socket: Socket, isTooMany: Bool) {
        let connection = Connection(socket: socket, context: context)
        let id = nextID
        nextID += 1
        do throws(SystemError) {
            try loop.poller.add(socket.descriptor.number, token: id, trigger: .edge)
        } catch {
            counters.connectionsOpen.subtract(1, ordering: .relaxed)
            return
        }
        if shutdown != nil { connection.beginDraining() }
        connections[id] = connection
        tasks[id] = Task(executorPreference: loop) { await self.serve(id, isTooMany: isTooMany) }
    }

    /// Takes a piece of a response for a connection of this reactor.
    func write(_ bytes: [UInt8], to id: Connection.ID) async throws(ConnectionClosed) {
        guard let connection = connections[id] else { throw ConnectionClosed() }
        try await connection.write(bytes)
    }

    private func serve(_ id: Connection.ID, isTooMany: Bool) async {
        guard let connection = connections[id] else { return }
        let writer = ResponseWriter(reactor: self, connection: id)
        if isTooMany {
            await connection.turnAway(writer: writer)
        } else {
            await connection.serve(writer: writer)
        }
        connections[id] = nil
        tasks[id] = nil
        counters.connectionsOpen.subtract(1, ordering: .relaxed)
        finishShutdownIfEmpty()
    }
}
