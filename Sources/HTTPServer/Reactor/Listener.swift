import CLinux
import Glibc
import Synchronization

/// A socket that listens; closed, and its file removed if it is served, with its last reference.
final class Listener: Sendable {
    let address: BoundAddress
    private let descriptor: FileDescriptor
    private let removesFile = Atomic<Bool>(true)

    init(_ descriptor: consuming FileDescriptor, address: BoundAddress) {
        self.descriptor = descriptor
        self.address = address
    }

    deinit {
        if isServed, case .unix(let path) = address { _ = unsafe unlink(path) }
    }

    var descriptorNumber: Int32 { descriptor.number }

    /// Whether it is a server's, and on the way to none.
    var isServed: Bool {
        get { removesFile.load(ordering: .relaxed) }
        set { removesFile.store(newValue, ordering: .relaxed) }
    }

    /// Takes the next connection that waits; EAGAIN when there is none.
    func accept() throws(SystemError) -> Socket {
        var address = SocketAddress()
        let number = try systemCall("accept4") {
            unsafe address.withMutablePointer { pointer, length in
                unsafe accept4(
                    descriptor.number, pointer, length,
                    Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
            }
        }
        let connection = FileDescriptor(owning: number)
        guard case .tcp = self.address, let peer = address.ip else {
            return Socket(connection, peer: .local)
        }
        // An answer leaves when it is complete, not when the last one was acknowledged.
        var on: Int32 = 1
        _ = unsafe setsockopt(
            number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return Socket(connection, peer: .ip(peer))
    }
}
