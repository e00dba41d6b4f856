internal import Synchronization

/// A bucket for each of many callers.
final class RateLimiter<Caller: Hashable & Sendable>: Sendable {
    /// The most callers that are told apart: some 10 MB.
    ///
    /// Should more come within the time in which a
    /// bucket fills, all begin anew: whoever commands so many addresses is not held by any limit.
    static var capacity: Int { 200_000 }

    private struct State {
        var buckets: [Caller: TokenBucket] = [:]
        /// At how many buckets the full ones are dropped next.
        var sweepAt = 1_024
    }

    private let limit: RateLimit
    private let state = Mutex(State())

    /// The same limit for each caller.
    init(_ limit: RateLimit) { self.limit = limit }

    /// Takes a call of somebody, if there is one, at a time of the process's clock.
    func take(_ caller: Caller, at now: Int64) -> Allowance {
        state.withLock { state in
            if state.buckets.count >= state.sweepAt { Self.sweep(&state, at: now) }
            return state.buckets[caller, default: TokenBucket()].take(limit, at: now)
        }
    }

    private static func sweep(_ state: inout State, at now: Int64) {
        state.buckets = state.buckets.filter { !$0.value.isFull(at: now) }
        if state.buckets.count >= capacity { state.buckets = [:] }
        state.sweepAt = max(1_024, min(capacity, state.buckets.count * 2))
    }
}
