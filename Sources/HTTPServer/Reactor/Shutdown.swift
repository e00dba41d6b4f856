/// A stop in progress: until when connections may finish, and who waits for that.
struct Shutdown {
    let deadline: MonotonicTime
    var isOver = false
    /// The thread may end only then: who waits for it would be queued on a thread that is gone.
    var isWaitedFor = false
    var waiters: [CheckedContinuation<Void, Never>] = []
}
