import Glibc

/// What the connections of one reactor share; confined to its thread.
final class ReactorContext {
    /// What one call receives at most: several requests, or a good slice of a large body.
    private static let receiveBytes = 64 * 1024

    let configuration: ServerConfiguration
    let responder: any Responder
    let counters: ReactorCounters
    /// The time when the turn began.
    private(set) var now = MonotonicTime.now()
    private(set) var dateLine: [UInt8] = []
    var bodyBudget: BodyBudget
    var receiveBuffer = [UInt8](repeating: 0, count: receiveBytes)
    private var dateSeconds = -1
    private var deflater: Deflater?
    private var unflushed: [Connection] = []
    private var yielding = WaitingTasks()

    init(
        configuration: ServerConfiguration, responder: any Responder, counters: ReactorCounters
    ) {
        self.configuration = configuration
        self.responder = responder
        self.counters = counters
        let limits = configuration.limits
        // One body of the largest size has to fit in any case.
        bodyBudget = BodyBudget(
            limitBytes: max(limits.bodyBytes, limits.arrivingBytes / max(1, configuration.reactors))
        )
    }

    var limits: Limits { configuration.limits }

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

    /// Has the connection's output sent once the jobs of this turn have run.
    func flushAfterJobs(_ connection: Connection) {
        unflushed.append(connection)
    }

    /// Lets the other jobs and sockets have their turn first.
    func yield() async {
        let signals = yielding.signals
        unsafe await withUnsafeContinuation { unsafe yielding.add($0, unlessAfter: signals) }
    }

    /// Does what was put off until the jobs had run.
    func finishTurn() {
        for connection in unflushed { connection.flush() }
        unflushed.removeAll(keepingCapacity: true)
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
