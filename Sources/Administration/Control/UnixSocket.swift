internal import Glibc

/// A connection to a socket file; reads and writes block.
struct UnixSocket: ~Copyable {
    private let descriptor: Descriptor

    /// Connects; the path has at most ``DataFolder/maximumSocketPathBytes`` bytes.
    static func connect(to path: String) throws(AdministrationError) -> UnixSocket {
        let descriptor = Descriptor(
            owning: try Descriptor.call("cannot make a socket") {
                socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            })
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= DataFolder.maximumSocketPathBytes else {
            throw AdministrationError(.failed, "the path of the control socket is too long")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let number = descriptor.number
        let result = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe Glibc.connect(number, rebound, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let isAbsent = errno == ENOENT || errno == ECONNREFUSED
            let reason = SystemMessage.text(of: errno)
            throw AdministrationError(
                isAbsent ? .unreachable : .failed, "cannot reach the server: \(reason)")
        }
        return UnixSocket(descriptor: descriptor)
    }

    /// Sends all of it.
    func write(_ bytes: [UInt8]) throws(AdministrationError) { try descriptor.send(bytes) }

    /// What came; empty at the end.
    func read(upTo capacity: Int) throws(AdministrationError) -> [UInt8] {
        try descriptor.read(upTo: capacity)
    }

    /// The number of the process that listens (unix(7), `SO_PEERCRED`); nil when the system does not
    /// tell.
    var peer: pid_t? {
        // struct ucred: the process, the user, the group; Glibc hides it.
        var credentials: [Int32] = [0, 0, 0]
        var length = socklen_t(credentials.count * MemoryLayout<Int32>.size)
        guard
            unsafe getsockopt(
                descriptor.number, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0
        else { return nil }
        return credentials[0]
    }
}

extension UnixSocket {
    /// Whether somebody listens on a socket file.
    static func isListenedOn(_ path: String) throws(AdministrationError) -> Bool {
        do throws(AdministrationError) {
            _ = try connect(to: path)
            return true
        } catch {
            if error.code == .unreachable { return false }
            throw error
        }
    }
}
