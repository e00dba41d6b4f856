/// A bucket of calls that fills at a steady rate and never beyond its burst.
///
/// All it keeps is when it will be full again (the "generic cell rate algorithm", ITU-T I.371): a
/// full bucket need not be kept at all.
struct TokenBucket: Sendable {
    /// When the bucket is full, in nanoseconds of the process's clock.
    private(set) var fullAt: Int64

    /// A bucket that is full.
    init() { fullAt = .min }

    /// Whether nothing was taken lately, so that a new bucket would be the same.
    func isFull(at now: Int64) -> Bool { fullAt <= now }

    /// Takes a call out, if there is one.
    mutating func take(_ limit: RateLimit, at now: Int64) -> Allowance {
        let capacity = limit.interval * Int64(limit.burst)
        // A clock that jumped back may not lock anybody out for longer than an empty bucket does.
        let used = min(capacity, fullAt > now ? fullAt - now : 0) + limit.interval
        guard used <= capacity else {
            return Allowance(
                limit: limit.burst, remaining: 0, resetSeconds: Self.seconds(used - limit.interval),
                retryAfterSeconds: Self.seconds(used - capacity))
        }
        fullAt = now + used
        return Allowance(
            limit: limit.burst, remaining: Int((capacity - used) / limit.interval),
            resetSeconds: Self.seconds(used), retryAfterSeconds: nil)
    }

    /// Whole seconds, rounded up, so that whoever waits as long has waited enough.
    private static func seconds(_ nanoseconds: Int64) -> Int {
        Int((nanoseconds + 999_999_999) / 1_000_000_000)
    }
}
