import Addresses
import CLinux
import Glibc

/// A socket address of any family, as the system takes and gives it.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// Room for one that the system fills in.
    init() {}

    /// The first address of a host's name, or a numeric one.
    init?(host: String, port: UInt16) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = unsafe list
        else { return nil }
        defer { unsafe freeaddrinfo(first) }
        length = unsafe first.pointee.ai_addrlen
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            unsafe storage.copyMemory(
                from: UnsafeRawBufferPointer(start: first.pointee.ai_addr, count: Int(length)))
        }
    }

    /// A socket file; nil when its path is longer than an address can hold.
    init?(path: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            guard path.utf8.count < target.count else { return false }
            unsafe target.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { return nil }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            unsafe withUnsafeBytes(of: &address) { unsafe storage.copyMemory(from: $0) }
        }
    }

    /// The address that a socket is bound to.
    init(boundBy number: Int32) throws(SystemError) {
        try systemCall("getsockname") {
            unsafe withMutablePointer { unsafe getsockname(number, $0, $1) }
        }
    }

    /// The address at the other end of a connection.
    init(connectedTo number: Int32) throws(SystemError) {
        try systemCall("getpeername") {
            unsafe withMutablePointer { unsafe getpeername(number, $0, $1) }
        }
    }

    /// Who it is.
    var peer: PeerAddress { ip.map(PeerAddress.ip) ?? .local }

    var family: Int32 { Int32(storage.ss_family) }

    /// The address; an IPv4 caller of an IPv6 socket is given as IPv4; nil for a socket file.
    var ip: IPAddress? {
        switch family {
        case AF_INET:
            return unsafe withPointer { pointer, _ in
                unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    IPAddress(version4: UInt32(bigEndian: unsafe $0.pointee.sin_addr.s_addr))
                }
            }
        case AF_INET6:
            return unsafe withPointer { pointer, _ in
                unsafe pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                    unsafe withUnsafeBytes(of: pointer.pointee.sin6_addr) { bytes in
                        IPAddress(bits: unsafe bytes.reduce(0) { $0 << 8 | UInt128($1) })
                    }
                }
            }
        default: return nil
        }
    }

    var port: UInt16 {
        let port = unsafe withPointer { pointer, _ in
            unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe $0.pointee.sin_port
            }
        }
        return UInt16(bigEndian: port)  // at the same place in both families
    }

    func withPointer<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, length)
            }
        }
    }

    mutating func withMutablePointer<Value>(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Value
    ) -> Value {
        unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, &length)
            }
        }
    }
}
