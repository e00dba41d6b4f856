internal import Glibc
internal import Synchronization

/// The signals that ask the process to stop: SIGTERM and SIGINT.
///
/// They are blocked in every thread but taken by the first one, which does nothing else. A command
/// that wants to stop in an orderly way asks for the ``first()``; without that, and from the second
/// one on, they end the process as they end any program.
enum StopSignals {
    private static let listener = Mutex<AsyncStream<Void>.Continuation?>(nil)

    /// Keeps them from this thread, and from those that it will start.
    static func block() { change(SIG_BLOCK) }

    /// Gives one element when the first signal comes from now on.
    static func first() -> AsyncStream<Void> {
        AsyncStream { continuation in listener.withLock { $0 = continuation } }
    }

    /// Takes the signals on this thread, for ever.
    static func takeForever() -> Never {
        while true {
            let number = wait()
            let listener = listener.withLock { listener in
                defer { listener = nil }
                return listener
            }
            guard let listener else { end(by: number) }
            listener.yield()
        }
    }

    private static func wait() -> Int32 {
        var signals = set
        var number: Int32 = 0
        while unsafe sigwait(&signals, &number) != 0 {}
        return number
    }

    private static func end(by number: Int32) -> Never {
        change(SIG_UNBLOCK)
        raise(number)
        // Not reached: the disposition of both is the default, which ends the process.
        exit(1)
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe sigaddset(&signals, SIGINT)
        return signals
    }

    private static func change(_ how: Int32) {
        var signals = set
        unsafe pthread_sigmask(how, &signals, nil)
    }
}
