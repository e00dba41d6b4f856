public import Addresses
internal import HTTPServer

/// What callers may take before they are refused, checked.
public struct CallerSettings: Sendable, Equatable {
    /// Calls a second of one address when nothing is said: a shop's backend makes a few.
    public static let defaultRatePerAddress = 200
    /// The highest rate that can be asked for: more than any machine answers.
    static let maximumRate = 1_000_000
    /// The most connections that can be asked for: descriptors are numbered up to this (Linux's
    /// `nr_open`).
    static let maximumConnections = 1_048_576

    /// Proxies whose word about a request counts.
    public var trustedProxies: [AddressRange]
    /// Connections of all callers together.
    public var connections: Int
    /// Connections of one address.
    public var connectionsPerAddress: Int
    /// Calls a second of one address; nil: no limit.
    public var ratePerAddress: Int?
    /// Calls a second with one key; nil: no limit.
    public var ratePerKey: Int?
    /// Whether limits by address hold for this machine, too.
    public var limitsLoopback: Bool

    /// Checks what was given.
    public init(_ values: SettingValues) throws(AdministrationError) {
        let limits = Limits()
        trustedProxies = try .named(values.list(.trustedProxies))
        connections = try values.integer(
            .connections, in: 1...Self.maximumConnections, default: limits.connections)
        connectionsPerAddress = try values.integer(
            .connectionsPerAddress, in: 1...Self.maximumConnections,
            default: limits.connectionsPerAddress)
        ratePerAddress = try Self.rate(
            values, .ratePerAddress, default: Self.defaultRatePerAddress)
        ratePerKey = try Self.rate(values, .ratePerKey, default: 0)
        limitsLoopback = try values.flag(.limitsLoopback)
    }

    /// Who is not limited by address: this machine unless it is to be, and the proxies, which speak
    /// for many.
    var unlimitedAddresses: [AddressRange] {
        trustedProxies + (limitsLoopback ? [] : AddressRange.loopback)
    }

    private static func rate(
        _ values: SettingValues, _ setting: Setting, default standard: Int
    ) throws(AdministrationError) -> Int? {
        let rate = try values.integer(setting, in: 0...maximumRate, default: standard)
        return rate == 0 ? nil : rate
    }
}
