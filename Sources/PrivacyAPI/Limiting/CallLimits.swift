public import Addresses

/// What the operator allows callers.
public struct CallLimits: Sendable {
    /// For each address, or /64 of IPv6 addresses; nil: no limit.
    public var perAddress: RateLimit?
    /// For each private key, and for all calls of a shop that show none; nil: no limit.
    public var perKey: RateLimit?
    /// Whose address is not limited, nor slowed down after wrong keys.
    public var unlimitedAddresses: [AddressRange]

    /// Limits; none unless given, and never any for this machine itself.
    public init(
        perAddress: RateLimit? = nil, perKey: RateLimit? = nil,
        unlimitedAddresses: [AddressRange] = AddressRange.loopback
    ) {
        self.perAddress = perAddress
        self.perKey = perKey
        self.unlimitedAddresses = unlimitedAddresses
    }
}
