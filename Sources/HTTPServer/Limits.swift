/// What one request, one connection and the whole server may take before they are refused.
///
/// Sizes are bytes, times are seconds. Time-outs run over the whole of what they name, so that a
/// peer who sends or takes one byte at a time ends like one who does nothing.
public struct Limits: Sendable {
    /// Request line without its line end (414): long enough for any list of ids in a query.
    public var requestLineBytes = 8 * 1024
    /// Request line and fields together (431): four times what a browser with many cookies sends.
    public var headBytes = 32 * 1024
    /// Fields of a request (431): proxies add a dozen at most.
    public var headFields = 100
    /// Body of a request (413), as sent and again as inflated: a feed batch, not a whole feed.
    public var bodyBytes = 16 * 1024 * 1024
    /// From the first byte of a head to its end (408).
    public var headSeconds = 10.0
    /// From the end of a head to the end of its body (408): a full body at 270 kB/s.
    public var bodySeconds = 60.0
    /// Between two requests, and before the first; the connection is then closed without a word.
    public var idleSeconds = 60.0
    /// For the peer to take the next 64 KiB of an answer; a peer who does not is cut off.
    public var writeSeconds = 60.0
    /// Connections of all reactors together; the next one is answered 503 and closed.
    public var connections = 20_000
    /// Connections of one address, or of the /64 of an IPv6 address; the next one is answered 429
    /// and closed.
    public var connectionsPerAddress = 256
    /// What all connections together may hold of what was sent by their peers, and of what was sent
    /// to them and not taken (503).
    ///
    /// A small request and answer are always held. Without the bound a few kilobytes of gzip a
    /// connection, or answers that nobody takes, fill any memory.
    public var heldBytes = 256 * 1024 * 1024
    /// What a stream may have unsent before its writer waits: memory for each slow reader.
    public var unsentBytes = 256 * 1024

    /// The defaults.
    public init() {}

    /// What others may need of the descriptors (the files of open shops, and all else), of few half.
    private static let othersDescriptors = 4_096

    /// Has connections leave descriptors to others, also with those that are told that they are too
    /// many.
    public mutating func fit(openFiles: Int) {
        let others = min(openFiles / 2, Self.othersDescriptors) + Acceptor.turnedAwayAtOnce
        connections = max(1, min(connections, openFiles - others))
    }
}
