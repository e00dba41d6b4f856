internal import Glibc

/// What the operator decides for the API.
public struct APIConfiguration: Sendable {
    /// Where the service is reached from outside, without a slash at its end.
    ///
    /// `moreInfo` begins with it. It is a setting, because a request's `Host` is its caller's word.
    public let baseURL: String
    /// The time in seconds since 1970 (UTC).
    public var clock: @Sendable () -> Int64
    /// Nanoseconds that only ever grow, for limits and durations.
    public var uptime: @Sendable () -> Int64 = Self.systemUptime
    /// How many calls are let in.
    public var limits = CallLimits()
    /// Where to report a vulnerability, as a URI; nil: there is no `/.well-known/security.txt`.
    public var securityContact: String?
    /// Told of requests once their answers are made; called on the reactors, and must not block.
    public var onAnswer: (@Sendable (RequestRecord) -> Void)?
    /// From which status on answers are told of.
    public var toldStatus = 0

    /// A configuration; slashes at the end of the URL are dropped.
    public init(baseURL: String, clock: @escaping @Sendable () -> Int64) {
        var url = baseURL[...]
        while url.last == "/" { url.removeLast() }
        self.baseURL = String(url)
        self.clock = clock
    }

    private static let systemUptime: @Sendable () -> Int64 = {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
