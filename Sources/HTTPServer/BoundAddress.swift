/// Where a server has come to listen: as asked for, with the port that was given for port 0.
public enum BoundAddress: Sendable, Hashable {
    /// A numeric address and its port.
    case tcp(host: String, port: UInt16)
    /// A socket file.
    case unix(path: String)
}
