internal import Glibc

/// An address of this machine on a network.
struct NetworkAddress: Equatable {
    /// The numeric address, with the interface where it counts on that alone.
    let text: String

    /// Whether it is of a network that the Internet does not route to: RFC 1918, RFC 6598, RFC 3927,
    /// RFC 4193, RFC 4291 §2.5.6.
    var isPrivate: Bool {
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4 else {
            let first = text.split(separator: ":").first.flatMap { UInt16($0, radix: 16) } ?? 0
            return first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80
        }
        return switch (parts[0], parts[1]) {
        case (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): true
        default: false
        }
    }

    /// Those of this machine, without the loopback ones.
    static func ofThisMachine() -> [NetworkAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&list) == 0 else { return [] }
        defer { unsafe freeifaddrs(list) }
        var addresses: [NetworkAddress] = []
        var next = unsafe list
        while let entry = unsafe next?.pointee {
            unsafe next = entry.ifa_next
            let flags = unsafe entry.ifa_flags
            guard flags & UInt32(IFF_UP) != 0, flags & UInt32(IFF_LOOPBACK) == 0,
                let address = unsafe entry.ifa_addr, let text = unsafe numeric(address)
            else { continue }
            addresses.append(NetworkAddress(text: text))
        }
        return addresses
    }

    private static func numeric(_ address: UnsafePointer<sockaddr>) -> String? {
        let length: Int
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = unsafe getnameinfo(
            address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard code == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
