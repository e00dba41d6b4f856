import Addresses
import CLinux
import Glibc

/// Coming to listen.
extension Listener {
    /// Connections that may wait to be accepted; the system caps it (net.core.somaxconn).
    private static let backlog: Int32 = 4096

    /// Listens at an address; port 0 becomes the port that the system gave.
    convenience init(at address: ListenAddress) throws(ServerError) {
        do throws(SystemError) {
            switch address {
            case .tcp(let host, let port):
                guard let wanted = SocketAddress(host: host, port: port) else {
                    throw SystemError(call: "getaddrinfo", code: EADDRNOTAVAIL)
                }
                let descriptor = try Self.bind(wanted, family: wanted.family)
                try systemCall("listen") { listen(descriptor.number, Self.backlog) }
                let bound = try SocketAddress(boundBy: descriptor.number)
                self.init(
                    descriptor, address: .tcp(host: bound.ip?.description ?? host, port: bound.port)
                )
            case .unix(let path):
                guard let wanted = SocketAddress(path: path) else {
                    throw SystemError(call: "bind", code: ENAMETOOLONG)
                }
                try Self.removeStale(path, wanted)
                let descriptor = try Self.bind(wanted, family: AF_UNIX)
                // Nobody can connect before `listen`, so nobody can slip in before this.
                try systemCall("chmod") { unsafe chmod(path, 0o600) }
                try systemCall("listen") { listen(descriptor.number, Self.backlog) }
                self.init(descriptor, address: .unix(path: path))
            }
        } catch {
            throw ServerError(error, at: address)
        }
    }

    /// Refuses a TCP address that could not be listened on now.
    static func check(_ address: ListenAddress) throws(ServerError) {
        guard case .tcp(let host, let port) = address else { return }
        do throws(SystemError) {
            guard let wanted = SocketAddress(host: host, port: port) else {
                throw SystemError(call: "getaddrinfo", code: EADDRNOTAVAIL)
            }
            _ = try bind(wanted, family: wanted.family)
        } catch {
            throw ServerError(error, at: address)
        }
    }

    private static func bind(
        _ address: SocketAddress, family: Int32
    ) throws(SystemError) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = FileDescriptor(
            owning: try systemCall("socket") { socket(family, type, 0) })
        // A port whose last connections still time out can be taken again; one in use cannot.
        var on: Int32 = 1
        let length = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_REUSEADDR, &on, length)
        try systemCall("bind") {
            unsafe address.withPointer { pointer, length in
                unsafe Glibc.bind(descriptor.number, pointer, length)
            }
        }
        return descriptor
    }

    /// Removes a socket file that nobody listens on any more.
    private static func removeStale(
        _ path: String, _ address: SocketAddress
    ) throws(SystemError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let probe = FileDescriptor(
            owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        do throws(SystemError) {
            try systemCall("connect") {
                unsafe address.withPointer { pointer, length in
                    unsafe connect(probe.number, pointer, length)
                }
            }
        } catch  where error.code == ECONNREFUSED {
            try systemCall("unlink") { unsafe unlink(path) }
            return
        }
        throw SystemError(call: "bind", code: EADDRINUSE)
    }
}
