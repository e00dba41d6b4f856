import Synchronization

/// Stopping: no new connections, the running requests are finished, the rest is cut.
extension Reactor {
    /// Lets go of the listeners, and closes the idle connections or gives them away; the others get
    /// `graceSeconds`.
    func beginShutdown(graceSeconds: Double, handsOver: Bool) {
        guard shutdown == nil else { return }
        acceptor?.pause(loop.poller)
        acceptor = nil
        context.updateTime()
        let shutdown = Shutdown(deadline: context.now + graceSeconds, handsOver: handsOver)
        self.shutdown = shutdown
        nextSweep = context.now
        for connection in connections.values { shutdown.begin(connection) }
        resumeShutdownWhenOver()
    }

    /// Returns once every connection has finished, was cut or given away, with the last; nobody may
    /// call the reactor after it.
    func endShutdown() async -> [HandedConnection] {
        await withCheckedContinuation { waiter in
            // Looked at here and not before: the call that makes the continuation may suspend.
            if isShuttingDown {
                shutdown?.waiters.append(waiter)
            } else {
                waiter.resume()
            }
        }
        shutdown?.isAcknowledged = true
        defer { shutdown?.handed = [] }
        return shutdown?.handed ?? []
    }

    /// Whether connections may still finish: those too that were assigned and have not come yet.
    var isShuttingDown: Bool {
        guard let shutdown, !shutdown.isCut else { return false }
        return counters.connectionsOpen.load(ordering: .relaxed) > 0
    }

    /// Lets those go on who wait for the end of a stop, if it is there.
    func resumeShutdownWhenOver() {
        guard !isShuttingDown else { return }
        let waiters = shutdown?.waiters ?? []
        shutdown?.waiters = []
        for waiter in waiters { waiter.resume() }
    }

    /// Keeps a connection for the next server.
    func give(_ connection: HandedConnection) {
        loop.poller.remove(connection.descriptor)
        shutdown?.handed.append(connection)
    }

    /// What still runs at the deadline loses its connection, and its task is cancelled.
    func cutWhenGraceIsOver() {
        guard isShuttingDown, let deadline = shutdown?.deadline, deadline <= context.now else {
            return
        }
        for connection in connections.values { connection.close() }
        for task in tasks.values { task.cancel() }
        shutdown?.isCut = true
        resumeShutdownWhenOver()
    }
}
