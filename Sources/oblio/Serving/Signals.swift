internal import Glibc
internal import Synchronization

/// The signals that ask the process for something: to stop (SIGTERM, SIGINT) or to start anew (SIGHUP).
///
/// They are blocked in every thread but taken by the first one, which does nothing else. A command
/// that wants to do what they ask takes its ``wishes()``; without that, and from the second one on
/// that asks for the stop, they end the process as they end any program.
enum Signals {
    /// What a signal asks for.
    enum Wish: Sendable { case stop, restart }

    /// Puts another program in the place of this one, or says why that is not possible.
    typealias Replacement<Failure> = @Sendable () -> Failure

    private struct State {
        var listener: AsyncStream<Wish>.Continuation?
        var isStopping = false
        /// Whether signals wait for somebody who listens.
        var isHolding = false
        var held: [Int32] = []
        var replacement: (@Sendable (_ isStopping: Bool) -> Void)?
    }

    private static let state = Mutex(State())

    /// Keeps them from this thread, and from those that it will start.
    static func block() { change(SIG_BLOCK) }

    /// Has signals wait until somebody listens: they are meant for the service that the program
    /// before this one was.
    static func hold() { state.withLock { $0.isHolding = true } }

    /// Gives what signals ask for from now on; nothing after a stop.
    static func wishes() -> AsyncStream<Wish> {
        let (wishes, listener) = AsyncStream<Wish>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let held = state.withLock { state in
            state.listener = listener
            defer { state.held = [] }
            return state.held
        }
        for number in held { take(number) }
        return wishes
    }

    /// Whether a stop was asked for.
    static var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Has the first thread put another program in the place of this one: signals that come meanwhile
    /// are then taken by that program, and none is lost.
    ///
    /// Gives back why it could not be done; nil when a stop was asked for before.
    static func replaceProcess<Failure: Sendable>(
        _ body: @escaping Replacement<Failure>
    ) async -> Failure? {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.replacement = { isStopping in
                    continuation.resume(returning: isStopping ? nil : body())
                }
            }
            // Wakes the first thread; one that comes from elsewhere just then is the same wish.
            kill(getpid(), SIGHUP)
        }
    }

    /// Takes the signals on this thread, for ever.
    static func takeForever() -> Never {
        while true {
            let number = wait()
            if number == SIGHUP, replace() { continue }
            take(number)
        }
    }

    private static func replace() -> Bool {
        let (replacement, isStopping) = state.withLock { state in
            defer { state.replacement = nil }
            return (state.replacement, state.isStopping)
        }
        guard let replacement else { return false }
        replacement(isStopping)
        return true
    }

    private static func take(_ number: Int32) {
        let wish: Wish = number == SIGHUP && !Terminal.hasHungUp() ? .restart : .stop
        let isTaken = state.withLock { state in
            guard let listener = state.listener else {
                if state.isHolding { state.held.append(number) }
                return state.isHolding
            }
            if state.isStopping { return wish == .restart }
            state.isStopping = wish == .stop
            listener.yield(wish)
            return true
        }
        if !isTaken { end(by: number) }
    }

    private static func wait() -> Int32 {
        var signals = set
        var number: Int32 = 0
        while unsafe sigwait(&signals, &number) != 0 {}
        return number
    }

    /// Ends the process, unless it was started with that signal ignored.
    private static func end(by number: Int32) {
        change(SIG_UNBLOCK)
        raise(number)
        change(SIG_BLOCK)
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, number) }
        return signals
    }

    private static func change(_ how: Int32) {
        var signals = set
        unsafe pthread_sigmask(how, &signals, nil)
    }
}
