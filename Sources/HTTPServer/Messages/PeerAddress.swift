public import Addresses

/// Who is at the other end of a connection.
public enum PeerAddress: Sendable, Hashable {
    /// An IPv4 or IPv6 address; an IPv4 caller of an IPv6 socket is given as IPv4.
    case ip(IPAddress)
    /// A process on this machine, through a socket file.
    case local
}
