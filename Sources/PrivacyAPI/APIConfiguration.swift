/// What the operator decides for the API.
public struct APIConfiguration: Sendable {
    /// Where the service is reached from outside, without a slash at its end.
    ///
    /// `moreInfo` begins with it. It is a setting, because a request's `Host` is its caller's word.
    public var baseURL: String
    /// The time in seconds since 1970 (UTC).
    public var clock: @Sendable () -> Int64

    /// A configuration; slashes at the end of the URL are dropped.
    public init(baseURL: String, clock: @escaping @Sendable () -> Int64) {
        var url = baseURL[...]
        while url.last == "/" { url.removeLast() }
        self.baseURL = String(url)
        self.clock = clock
    }
}
