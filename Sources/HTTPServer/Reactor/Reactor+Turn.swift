/// What a reactor does between jobs.
extension Reactor {
    /// A time-out is noticed at most a quarter of itself late, and never later than this.
    private static let longestSweepSeconds = 1.0
    /// Shorter time-outs than four times this are rounded up.
    private static let shortestSweepSeconds = 0.01

    /// Waits for sockets, jobs or time-outs, and sees to what was reported; false when the reactor
    /// has been stopped and has no connection left.
    func turn() -> Bool {
        context.finishTurn()
        let mayWait = loop.beginWait() && !isFinished
        events.fill(from: loop.poller, timeoutMilliseconds: mayWait ? waitMilliseconds : 0)
        loop.endWait()
        context.updateTime()
        for index in 0..<events.count { handle(events[index]) }
        if nextSweep <= context.now { sweep() }
        return !isFinished
    }

    private var isFinished: Bool { shutdown?.isAcknowledged == true && connections.isEmpty }

    private var isWatchingTime: Bool {
        !connections.isEmpty || shutdown != nil || acceptor?.isPaused == true
    }

    private var waitMilliseconds: Int32 {
        guard isWatchingTime else { return -1 }
        let nanoseconds = nextSweep.nanoseconds - context.now.nanoseconds
        return Int32(max(0, nanoseconds) / 1_000_000) + 1
    }

    private func handle(_ event: Poller.Event) {
        switch event.token {
        case Self.wakeUpToken: loop.wakeUp.clear()
        case ..<Self.firstConnectionID:
            acceptor?.accept(from: event.token, poller: loop.poller)
        default: connections[event.token]?.handle(event)
        }
    }

    private func sweep() {
        nextSweep = context.now + sweepSeconds
        acceptor?.resume(poller: loop.poller)
        for connection in connections.values { connection.expire(now: context.now) }
        cutWhenGraceIsOver()
    }

    private var sweepSeconds: Double {
        let limits = context.limits
        let shortest = min(
            limits.headSeconds, limits.bodySeconds, limits.idleSeconds, limits.writeSeconds)
        if isShuttingDown { return Self.shortestSweepSeconds }
        return max(Self.shortestSweepSeconds, min(Self.longestSweepSeconds, shortest / 4))
    }
}
