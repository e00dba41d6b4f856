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
    /// Told of each request once its answer is made; called on the reactors, and must not block.
    public var onAnswer: (@Sendable (RequestRecord) -> Void)?

    /// A configuration; slashes at the end of the URL are dropped.
    public init(baseURL: String, clock: @escaping @Sendable () -> Int64) {
        var url = baseURL[...]
        while url.last == "/" { url.removeLast() }
        self.baseURL = String(url)
        self.clock = clock
    }

    private static let start = ContinuousClock.now

    private static let systemUptime: @Sendable () -> Int64 = {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
