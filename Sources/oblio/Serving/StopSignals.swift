internal import Glibc

/// The signals that ask the service to stop: SIGTERM and SIGINT.
enum StopSignals {
    /// Keeps them from this thread, and from those that it will start.
    static func block() { change(SIG_BLOCK) }

    /// Lets them end the process, as they do unless told otherwise.
    static func unblock() { change(SIG_UNBLOCK) }

    /// Blocks until one of them comes.
    static func wait() {
        var signals = set
        var number: Int32 = 0
        while unsafe sigwait(&signals, &number) != 0 {}
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
