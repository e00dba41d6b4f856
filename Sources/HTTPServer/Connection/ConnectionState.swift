/// The HTTP/1.1 side of one connection, without socket and clock: bytes and moments go in, the
/// next action comes out.
///
/// The shell around it (`Connection`) calls `next`, does what that says and calls again. Requests
/// come out one at a time, in order; the next one is looked at once the last one's response is
/// reported as finished. The way in which input was cut never changes what comes out.
struct ConnectionState: ~Copyable {
    private enum Phase {
        case head
        case body(RequestHead)
        case responding
        case ended
    }

    private enum Deadline {
        case idle(MonotonicTime)
        case head(MonotonicTime)
        case body(MonotonicTime)
        case none
    }

    private let limits: Limits
    private let peer: PeerAddress
    private var input = InputBuffer()
    private var inputHasEnded = false
    private var phase = Phase.head
    private var parser: RequestHeadParser
    private var bodyDecoder: RequestBodyDecoder?
    private var deadlineKind: Deadline
    private var isDraining = false
    private var isHandingOver = false
    /// The head in hand as it was sent, while the rest of its body is awaited.
    private var headBytes: [UInt8] = []
    private var maySendContinue = false
    /// What is kept of the body of the request in hand.
    private var bodyBytes = 0
    /// How the response to the request in hand is to be framed.
    private(set) var exchange = Exchange()

    init(peer: PeerAddress, limits: Limits, now: MonotonicTime) {
        self.peer = peer
        self.limits = limits
        parser = RequestHeadParser(limits: limits)
        deadlineKind = .idle(now + limits.idleSeconds)
    }

    /// When `next` is to be called even if nothing arrives.
    var deadline: MonotonicTime? {
        switch deadlineKind {
        case .idle(let time), .head(let time), .body(let time): time
        case .none: nil
        }
    }

    /// Whether bytes wait that the peer sent and nobody read.
    var hasUnreadInput: Bool { !input.isEmpty }

    /// Bytes of the peer that are kept: what is unread, and the body of the request in hand.
    var heldBytes: Int { input.count + bodyBytes }

    mutating func receive(_ bytes: Span<UInt8>, now: MonotonicTime) {
        if case .ended = phase { return }
        input.append(bytes)
        if case .idle = deadlineKind { deadlineKind = .head(now + limits.headSeconds) }
    }

    /// The peer will send nothing further; what it sent is still answered.
    mutating func receiveEnd() {
        inputHasEnded = true
    }

    /// The request in hand, if there is one, is the connection's last.
    mutating func beginDraining() {
        isDraining = true
        exchange.isLast = true
    }

    /// Whatever follows the request in hand is another server's.
    mutating func beginHandOver() {
        isHandingOver = true
    }

    /// What came and was not answered, for the server that goes on.
    mutating func takeUnread() -> [UInt8] {
        guard let decoder = bodyDecoder.take() else { return headBytes + input.prefix() }
        return headBytes + (decoder.verbatim ?? []) + input.prefix()
    }

    /// The end of the response in hand is told by closing.
    mutating func closeAfterResponse() {
        exchange.isLast = true
    }

    /// Lets go of all that the peer sent; the response that follows is the last.
    mutating func abandon() {
        exchange.isLast = true
        phase = .ended
        deadlineKind = .none
        input = InputBuffer()
        bodyDecoder = nil
        bodyBytes = 0
    }

    mutating func next(now: MonotonicTime) -> ConnectionAction {
        do throws(RequestFailure) {
            return try advance(now: now)
        } catch {
            if case .head = phase {
                exchange = Exchange()
                exchange.isHead = input.withUnread { parser.asksForHead($0) }
            }
            abandon()
            return .refuse(error)
        }
    }

    /// The response to the request in hand is made, if not sent.
    mutating func finishResponse(now: MonotonicTime) {
        bodyBytes = 0
        if exchange.isLast {
            phase = .ended
            return
        }
        phase = .head
        deadlineKind =
            input.isEmpty ? .idle(now + limits.idleSeconds) : .head(now + limits.headSeconds)
    }

    private mutating func advance(now: MonotonicTime) throws(RequestFailure) -> ConnectionAction {
        if case .head = phase {
            if isHandingOver { return leave() }
            let parsed = try input.withUnread { (unread) throws(RequestFailure) in
                try parser.parse(unread)
            }
            guard let head = parsed else { return try awaitInput(now: now) }
            keepIfBodyIsAwaited(head)
            input.consume(head.byteCount)
            try beginBody(head, now: now)
        }
        guard case .body(let head) = phase else { return .close }
        let taken = try input.withUnread { (unread) throws(RequestFailure) in
            try bodyDecoder?.decode(unread) ?? 0
        }
        input.consume(taken)
        guard let decoder = bodyDecoder.take() else { return .close }
        if decoder.isComplete { return .respond(try request(head, body: decoder.finish())) }
        bodyBytes = decoder.byteCount
        bodyDecoder = consume decoder
        if isHandingOver, !headBytes.isEmpty { return leave() }
        if maySendContinue {
            maySendContinue = false
            if taken == 0 { return .sendContinue }
        }
        return try awaitInput(now: now)
    }

    private mutating func beginBody(
        _ head: RequestHead, now: MonotonicTime
    ) throws(RequestFailure) {
        parser = RequestHeadParser(limits: limits)
        exchange = Exchange(head: head, isLast: !head.isPersistent || isDraining)
        maySendContinue = head.expectsContinue
        phase = .body(head)
        bodyDecoder = try RequestBodyDecoder(head: head, limits: limits)
        deadlineKind = .body(now + limits.bodySeconds)
    }

    /// A body in chunks or compressed cannot be told again in its middle: it is waited for.
    private mutating func keepIfBodyIsAwaited(_ head: RequestHead) {
        guard case .length(let length) = head.framing, head.coding != .gzip else { return }
        if length > input.count - head.byteCount { headBytes = input.prefix(head.byteCount) }
    }

    private mutating func leave() -> ConnectionAction {
        phase = .ended
        deadlineKind = .none
        return .handOver
    }

    private mutating func request(_ head: RequestHead, body: [UInt8]) -> Request {
        phase = .responding
        bodyBytes = body.count
        deadlineKind = .none
        headBytes = []
        return Request(
            method: head.line.method, path: head.line.target.path, query: head.line.target.query,
            fields: head.fields, body: body, peer: peer)
    }

    private mutating func awaitInput(now: MonotonicTime) throws(RequestFailure) -> ConnectionAction
    {
        let isIdle = if case .idle = deadlineKind { true } else { false }
        let isOver = deadline.map { now >= $0 } ?? false
        if inputHasEnded || isIdle && (isDraining || isOver) {
            phase = .ended
            deadlineKind = .none
            return .close
        }
        guard isOver else { return .read }
        if case .head = deadlineKind {
            throw .timeout("The head of the request did not arrive in time.")
        }
        throw .timeout("The body of the request did not arrive in time.")
    }
}
