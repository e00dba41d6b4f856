/// Tasks that wait for something that happens on their reactor's thread.
///
/// Unsafe continuations, because a checked one costs an allocation and a lock at every request;
/// that each is resumed exactly once is this type's whole work.
@safe
struct WaitingTasks {
    private var continuations: [UnsafeContinuation<Void, Never>] = unsafe []
    /// How often those who waited were let go on.
    ///
    /// The call that makes a continuation may suspend before it has made it. So whoever waits
    /// remembers this first, and what happened in between is not missed.
    private(set) var signals: UInt = 0

    var isEmpty: Bool { unsafe continuations.isEmpty }

    /// Has the task wait, unless something has happened since `signals` was as given.
    mutating func add(_ continuation: UnsafeContinuation<Void, Never>, unlessAfter signals: UInt) {
        if signals == self.signals {
            unsafe continuations.append(continuation)
        } else {
            unsafe continuation.resume()
        }
    }

    /// Lets all of them go on, once the job that runs now is done.
    mutating func resumeAll() {
        signals &+= 1
        // One that is resumed may not wait again before this returns: its job is only queued.
        unsafe continuations.forEach { unsafe $0.resume() }
        unsafe continuations.removeAll(keepingCapacity: true)
    }
}
