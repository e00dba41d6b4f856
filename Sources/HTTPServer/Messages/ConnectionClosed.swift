/// The peer has gone, or was cut off: what is written reaches nobody.
public struct ConnectionClosed: Error, Sendable {}
