/// A stop in progress.
struct Shutdown {
    /// Until when connections may finish.
    let deadline: MonotonicTime
    /// Whether another server goes on with the connections.
    let handsOver: Bool
    /// The connections for it.
    var handed: [HandedConnection] = []
    /// The deadline has passed, and what was left was cut.
    var isCut = false
    /// Whoever asked for the stop knows that it is over, and will not call again.
    var isAcknowledged = false
    var waiters: [CheckedContinuation<Void, Never>] = []

    /// Has a connection end, or leave.
    func begin(_ connection: Connection) {
        if handsOver { connection.beginHandOver() } else { connection.beginDraining() }
    }
}
