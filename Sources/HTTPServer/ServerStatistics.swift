/// What a server has done so far, for metrics.
public struct ServerStatistics: Sendable, Equatable {
    /// Connections open now.
    public internal(set) var connectionsOpen = 0
    /// Connections accepted since the start, also those that were one too many.
    public internal(set) var connectionsAccepted = 0
    /// Requests handed to the responder since the start.
    public internal(set) var requests = 0
    /// Requests and connections that the server itself refused since the start.
    public internal(set) var refusals = 0
    /// Connections since the start that were one too many, of all or of their address.
    public internal(set) var turnedAway = 0
    /// Times that no descriptor, or no memory, was left for a connection.
    public internal(set) var shortages = 0
}
