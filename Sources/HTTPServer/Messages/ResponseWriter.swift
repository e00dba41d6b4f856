/// Takes the pieces of a streamed body.
public struct ResponseWriter: Sendable {
    let reactor: Reactor
    let connection: Connection.ID

    /// Sends a piece; waits while more than `Limits.unsentBytes` stand unsent.
    ///
    /// Throws when the connection is gone or the stream has ended. An empty piece is ignored.
    public func write(_ bytes: [UInt8]) async throws(ConnectionClosed) {
        try await reactor.write(bytes, to: connection)
    }
}
