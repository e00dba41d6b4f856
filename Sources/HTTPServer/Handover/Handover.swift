import Glibc

/// The open sockets of a server that stopped, for the one that goes on in its place: in this process,
/// or in a program that takes the process over.
///
/// What nobody adopts is closed with the last reference.
public struct Handover: Sendable {
    /// Where connections wait to be accepted.
    public var listeners: [HandedListener]
    /// Connections between two requests, or in the middle of receiving one.
    public var connections: [HandedConnection]

    /// A handover of these; of nothing for a server that begins.
    public init(listeners: [HandedListener] = [], connections: [HandedConnection] = []) {
        self.listeners = listeners
        self.connections = connections
    }

    /// Every socket's descriptor.
    public var descriptors: [Int32] {
        listeners.map(\.descriptor) + connections.map(\.descriptor)
    }

    /// Takes out the listener that has what is asked for; a port that is left open fits any.
    mutating func takeListener(at address: ListenAddress) -> Listener? {
        guard let index = listeners.firstIndex(where: { $0.fits(address) }) else { return nil }
        let listener = listeners.remove(at: index).listener
        listener.isServed = true
        return listener
    }
}
