internal import Glibc

/// An address of the Internet Protocol, version 4 or 6.
///
/// Version 4 is kept as the IPv6 address that maps it (RFC 4291 §2.5.5.2), so that one host is one
/// value whichever socket it came by.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    private static let mappedPrefix: UInt128 = 0xFFFF << 32

    /// The 128 bits, the first of the address as the highest.
    public let bits: UInt128

    /// The IPv6 address of these bits.
    public init(bits: UInt128) { self.bits = bits }

    /// The IPv4 address of these bits, the first of the address as the highest.
    public init(version4 bits: UInt32) { self.bits = Self.mappedPrefix | UInt128(bits) }

    /// A numeric address as people write it, `192.0.2.1` or `2001:db8::1`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        // What stands behind a zero byte would not be looked at.
        guard !text.utf8.contains(0) else { return nil }
        var address = in_addr()
        if unsafe inet_pton(AF_INET, text, &address) == 1 {
            self.init(version4: UInt32(bigEndian: address.s_addr))
            return
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        self.init(bits: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// Whether it is an address of version 4.
    public var isVersion4: Bool { bits >> 32 == Self.mappedPrefix >> 32 }

    /// What limits count as one caller: an IPv4 address, or the /64 of an IPv6 address, of which a
    /// single subscriber commands every address (RFC 6177).
    public var subscriber: IPAddress {
        isVersion4 ? self : IPAddress(bits: (bits >> 64) << 64)
    }

    /// The address as people write it.
    public var description: String {
        if isVersion4 {
            return stride(from: 24, through: 0, by: -8).map { "\((bits >> UInt128($0)) & 0xFF)" }
                .joined(separator: ".")
        }
        let bytes = stride(from: 120, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: bits >> UInt128($0))
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else {
            return ""
        }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
