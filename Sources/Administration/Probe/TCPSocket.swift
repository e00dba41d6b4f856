internal import Glibc

/// A connection to a port; each step of it takes some seconds at most.
struct TCPSocket: ~Copyable {
    private let descriptor: Descriptor

    /// Connects to the first address of the host that takes it.
    static func connect(
        to address: ServiceAddress, seconds: Int
    ) throws(AdministrationError) -> TCPSocket {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address.host, "\(address.port)", &hints, &list) == 0 else {
            throw AdministrationError(.failed, "the host of \(address) is not known")
        }
        defer { unsafe freeaddrinfo(list) }
        var reason: Int32 = EHOSTUNREACH
        var next = unsafe list
        while let entry = unsafe next?.pointee {
            let descriptor = try socket(of: unsafe entry.ai_family, seconds: seconds)
            let result = unsafe Glibc.connect(
                descriptor.number, entry.ai_addr, entry.ai_addrlen)
            if result == 0 { return TCPSocket(descriptor: descriptor) }
            reason = errno
            unsafe next = entry.ai_next
        }
        throw AdministrationError("nothing answers at \(address)", errno: reason)
    }

    /// Sends all of it.
    func write(_ bytes: [UInt8]) throws(AdministrationError) { try descriptor.send(bytes) }

    /// What came; empty at the end.
    func read(upTo capacity: Int) throws(AdministrationError) -> [UInt8] {
        try descriptor.read(upTo: capacity)
    }

    private static func socket(
        of family: Int32, seconds: Int
    ) throws(AdministrationError) -> Descriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Descriptor(
            owning: try Descriptor.call("cannot make a socket") {
                Glibc.socket(family, type, 0)
            })
        // socket(7): the second also bounds connect(2).
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            var time = timeval(tv_sec: seconds, tv_usec: 0)
            let length = socklen_t(MemoryLayout<timeval>.size)
            _ = unsafe setsockopt(descriptor.number, SOL_SOCKET, option, &time, length)
        }
        return descriptor
    }
}
