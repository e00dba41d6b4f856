import Addresses

/// A socket that listens, on its way from one server to the next.
public struct HandedListener: Sendable {
    let listener: Listener

    /// Takes a descriptor over that listens there.
    public init(owning descriptor: Int32, at address: BoundAddress) {
        listener = Listener(FileDescriptor(owning: descriptor), address: address)
        listener.isServed = false
    }

    init(_ listener: Listener) { self.listener = listener }

    /// The socket's number in this process.
    public var descriptor: Int32 { listener.descriptorNumber }

    /// Where it listens.
    public var address: BoundAddress { listener.address }

    /// Whether a server that is to listen at `wanted` can take it.
    func fits(_ wanted: ListenAddress) -> Bool {
        switch (wanted, address) {
        case (.unix(let path), .unix(let bound)): path == bound
        case (.tcp(let host, let port), .tcp(let boundHost, let boundPort)):
            (port == 0 || port == boundPort)
                && SocketAddress(host: host, port: port)?.ip?.description == boundHost
        default: false
        }
    }
}
