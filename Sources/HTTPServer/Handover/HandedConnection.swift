/// A connection on its way from one server to the next.
public struct HandedConnection: Sendable {
    let socket: Socket
    /// What came and was not answered: nothing, or a request's beginning, or several requests.
    public let unread: [UInt8]

    /// Takes a connected descriptor over; nil, and it is closed, when the peer has gone meanwhile.
    public init?(owning number: Int32, unread: [UInt8]) {
        let descriptor = FileDescriptor(owning: number)
        guard let address = try? SocketAddress(connectedTo: number) else { return nil }
        self.init(Socket(descriptor, peer: address.peer), unread: unread)
    }

    init(_ socket: Socket, unread: [UInt8]) {
        self.socket = socket
        self.unread = unread
    }

    /// The socket's number in this process.
    public var descriptor: Int32 { socket.descriptor.number }
}
