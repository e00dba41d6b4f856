/// Who is at the other end of a connection.
public enum PeerAddress: Sendable, Hashable {
    /// A numeric IPv4 or IPv6 address, without the port.
    case ip(String)
    /// A process on this machine, through a socket file.
    case local
}
