/// Stopping: no new connections, the running requests are finished, the rest is cut.
extension Reactor {
    /// Closes the listeners and the idle connections; the others get `graceSeconds`.
    func beginShutdown(graceSeconds: Double) {
        guard shutdown == nil else { return }
        acceptor = nil
        context.updateTime()
        shutdown = Shutdown(deadline: context.now + graceSeconds)
        nextSweep = context.now
        for connection in connections.values { connection.beginDraining() }
        finishShutdownIfEmpty()
    }

    /// Returns once every connection has finished or was cut; nobody may call the reactor after it.
    func endShutdown() async {
        await withCheckedContinuation { waiter in
            // Looked at here and not before: the call that makes the continuation may suspend.
            if shutdown?.isOver == false {
                shutdown?.waiters.append(waiter)
            } else {
                waiter.resume()
            }
        }
        shutdown?.isAcknowledged = true
    }

    func finishShutdownIfEmpty() {
        if connections.isEmpty { finishShutdown() }
    }

    /// What still runs at the deadline loses its connection, and its task is cancelled.
    func cutWhenGraceIsOver() {
        guard let shutdown, !shutdown.isOver, shutdown.deadline <= context.now else { return }
        for connection in connections.values { connection.close() }
        for task in tasks.values { task.cancel() }
        finishShutdown()
    }

    private func finishShutdown() {
        shutdown?.isOver = true
        let waiters = shutdown?.waiters ?? []
        shutdown?.waiters = []
        for waiter in waiters { waiter.resume() }
    }
}
