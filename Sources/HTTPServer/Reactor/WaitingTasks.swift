/// Tasks that wait for something that happens on their reactor's thread.
///
/// Unsafe continuations, because a checked one costs an allocation and a lock at every request;
/// that each is resumed exactly once is this type's whole work.
@safe
struct WaitingTasks {
    private var continuations: [UnsafeContinuation<Void, Never>] = unsafe []

    var isEmpty: Bool { unsafe continuations.isEmpty }

    mutating func add(_ continuation: UnsafeContinuation<Void, Never>) {
        unsafe continuations.append(continuation)
    }

    /// Lets all of them go on, once the job that runs now is done.
    mutating func resumeAll() {
        // One that is resumed may not wait again before this returns: its job is only queued.
        unsafe continuations.forEach { unsafe $0.resume() }
        unsafe continuations.removeAll(keepingCapacity: true)
    }
}
