import Synchronization

/// Going on in another server's place, and letting another go on.
extension Server {
    /// Accepts nothing more, lets running requests finish, and gives away the listeners, which stay
    /// open, and the connections; after `graceSeconds` it cuts what still runs.
    ///
    /// A connection is given away between two requests and, where the bytes that came can be told
    /// again, in the middle of receiving one.
    public func handOver(graceSeconds: Double) async -> Handover {
        let listeners = sockets.listeners
        let connections = await end(graceSeconds: graceSeconds, handsOver: true)
        return Handover(listeners: listeners, connections: connections)
    }

    /// The listeners alone, while they are served.
    public var sockets: Handover {
        Handover(listeners: state.withLock { $0.listeners.map(HandedListener.init) })
    }

    /// Refuses what a server that adopts `handover` could not listen on; nothing is opened.
    public static func check(
        _ addresses: [ListenAddress], adopting handover: Handover = Handover()
    ) throws(ServerError) {
        for address in addresses where !handover.listeners.contains(where: { $0.fits(address) }) {
            try Listener.check(address)
        }
    }
}
