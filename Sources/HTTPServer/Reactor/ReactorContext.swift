import Glibc

/// What the connections of one reactor share; confined to its thread.
final class ReactorContext {
    /// What one call receives at most: several requests, or a good slice of a large body.
    private static let receiveBytes = 64 * 1024
    /// So many outputs are sent one after the other: more are no faster, and the first of them waits.
    private static let flushedTogether = 16

    let configuration: ServerConfiguration
    let responder: any Responder
    let counters: ReactorCounters
    /// The time when the turn began.
    private(set) var now = MonotonicTime.now()
    private(set) var dateLine: [UInt8] = []
    var receiveBuffer = [UInt8](repeating: 0, count: receiveBytes)
    private var dateSeconds = -1
    /// What the connections of this reactor hold of what was sent by and to their peers.
    private var heldBytes = 0
    private var requestIDs = RequestIDs()
    private let proxies: TrustedProxies
    private var deflater: Deflater?
    private var unflushed: [Connection] = []
    private var yielding = WaitingTasks()

    init(
        configuration: ServerConfiguration, responder: any Responder, counters: ReactorCounters
    ) {
        self.configuration = configuration
        self.responder = responder
        self.counters = counters
        proxies = TrustedProxies(configuration.trustedProxies)
    }

    var limits: Limits { configuration.limits }

    /// Counts bytes that a connection holds from now on, or no longer.
    func hold(_ change: Int) { heldBytes += change }

    /// Whether so many more can be held.
    func mayHold(_ more: Int) -> Bool { heldBytes + more <= heldLimitBytes }

    /// Whether half of what can be held is free: else nothing is received before it is its turn, so that
    /// nobody is refused for what would be answered by then.
    var hasAmpleRoom: Bool { mayHold(heldLimitBytes / 2) }

    /// Each reactor has its share, which is room for one body of the largest size in any case.
    private var heldLimitBytes: Int {
        max(limits.bodyBytes, limits.heldBytes / max(1, configuration.reactors))
    }

    func updateTime() {
        now = .now()
        let seconds = time(nil)
        guard seconds != dateSeconds else { return }
        dateSeconds = seconds
        dateLine = Array("Date: \(HTTPDate(secondsSince1970: seconds).text)\r\n".utf8)
    }

    /// Lends the first bytes of what was received last.
    func withReceived(_ count: Int, _ body: (Span<UInt8>) -> Void) {
        let bytes = receiveBuffer
        body(bytes.span.extracting(..<count))
    }

    /// Gives a request its name, and the address of who sent it.
    func identify(_ request: inout Request) {
        guard proxies.contains(request.peer) else {
            request.id = requestIDs.next()
            return
        }
        request.id = proxies.requestID(in: request.fields) ?? requestIDs.next()
        request.peer = proxies.client(behind: request.peer, request.fields)
    }

    /// A name for what was refused before it was a request.
    func nextRequestID() -> RequestID { requestIDs.next() }

    /// Has the connection's output sent with that of others, at the latest once the jobs of this turn have
    /// run.
    func flushWithOthers(_ connection: Connection) {
        unflushed.append(connection)
        if unflushed.count >= Self.flushedTogether { flushAll() }
    }

    private func flushAll() {
        for connection in unflushed { connection.flush() }
        unflushed.removeAll(keepingCapacity: true)
    }

    /// Lets the other jobs and sockets have their turn first.
    func yield() async {
        let signals = yielding.signals
        unsafe await withUnsafeContinuation { unsafe yielding.add($0, unlessAfter: signals) }
    }

    /// Does what was put off until the jobs had run.
    func finishTurn() {
        flushAll()
        yielding.resumeAll()
    }

    /// The whole of `bytes` as gzip.
    func compress(_ bytes: [UInt8]) -> [UInt8] {
        if deflater == nil { deflater = Deflater() }
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 2)
        deflater?.reset()
        deflater?.deflate(bytes.span, flush: .finish, into: &compressed)
        return compressed
    }
}
