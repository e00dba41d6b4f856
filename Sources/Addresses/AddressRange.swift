/// The addresses that begin with the same bits (CIDR, RFC 4632): `192.0.2.0/24`, `2001:db8::/32`,
/// or a single one.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    /// The addresses by which a machine reaches itself.
    public static let loopback = [
        AddressRange(IPAddress(version4: 127 << 24), prefixLength: 96 + 8),
        AddressRange(IPAddress(bits: 1), prefixLength: 128),
    ]

    /// The lowest of them.
    public let first: IPAddress
    /// How many of the 128 bits all of them share.
    private let prefixLength: Int

    private init(_ address: IPAddress, prefixLength: Int) {
        self.prefixLength = prefixLength
        first = IPAddress(bits: address.bits & Self.mask(prefixLength))
    }

    /// A range as people write it; nil for anything else.
    ///
    /// Bits after the prefix are dropped.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
        let width = address.isVersion4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
                let given = Int(parts[1]), given <= width
            else { return nil }
            length = given
        }
        self.init(address, prefixLength: 128 - width + length)
    }

    /// Whether an address is one of them.
    public func contains(_ address: IPAddress) -> Bool {
        address.bits & Self.mask(prefixLength) == first.bits
    }

    /// The range as people write it.
    public var description: String {
        let width = first.isVersion4 && prefixLength >= 96 ? 32 : 128
        let length = prefixLength - (128 - width)
        return length == width ? "\(first)" : "\(first)/\(length)"
    }

    private static func mask(_ length: Int) -> UInt128 {
        length == 0 ? 0 : UInt128.max << UInt128(128 - length)
    }
}

extension [AddressRange] {
    /// Whether an address is in one of the ranges.
    public func contains(_ address: IPAddress) -> Bool { contains { $0.contains(address) } }
}
