/// A stop in progress: until when connections may finish, and who waits for that.
struct Shutdown {
    let deadline: MonotonicTime
    var isOver = false
    var waiters: [CheckedContinuation<Void, Never>] = []
}
