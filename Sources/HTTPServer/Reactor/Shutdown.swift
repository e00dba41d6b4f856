/// A stop in progress.
struct Shutdown {
    /// Until when connections may finish.
    let deadline: MonotonicTime
    /// Every connection has finished or was cut.
    var isOver = false
    /// Whoever asked for the stop knows that it is over, and will not call again.
    var isAcknowledged = false
    var waiters: [CheckedContinuation<Void, Never>] = []
}
