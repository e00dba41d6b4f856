/// Where a server listens.
public enum ListenAddress: Sendable, Hashable {
    /// A TCP port on an address or a name (the first address of a name is taken); port 0 lets the
    /// system choose.
    case tcp(host: String, port: UInt16)
    /// A socket file that only its owner may open (mode 0600); one left behind is replaced.
    case unix(path: String)
}
