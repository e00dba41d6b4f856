internal import Glibc

/// The time of day of this machine.
enum SystemClock {
    /// Seconds since 1970 (UTC).
    static let seconds: @Sendable () -> Int64 = { Int64(time(nil)) }
}
