public import Addresses

/// What a server needs to know before it starts.
public struct ServerConfiguration: Sendable {
    /// Where to listen; at least one.
    public var listen: [ListenAddress]
    /// Event loops, each on a thread of its own: one a core.
    public var reactors: Int
    /// What requests and connections may take.
    public var limits: Limits
    /// Proxies whose `X-Forwarded-For` and `X-Request-Id` count.
    public var trustedProxies: [AddressRange]
    /// Who may have any number of connections: this machine, and proxies that speak for many.
    public var unlimitedAddresses: [AddressRange]
    /// Bodies shorter than this are sent as they are: compression would cost more than it saves.
    public var compressionThresholdBytes: Int

    /// A configuration; everything but the addresses has a default.
    public init(
        listen: [ListenAddress], reactors: Int = 1, limits: Limits = Limits(),
        trustedProxies: [AddressRange] = [],
        unlimitedAddresses: [AddressRange] = AddressRange.loopback,
        compressionThresholdBytes: Int = 1024
    ) {
        self.listen = listen
        self.reactors = reactors
        self.limits = limits
        self.trustedProxies = trustedProxies
        self.unlimitedAddresses = unlimitedAddresses
        self.compressionThresholdBytes = compressionThresholdBytes
    }
}
