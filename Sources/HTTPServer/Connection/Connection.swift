/// One connection: performs what its `ConnectionState` says on a socket.
///
/// A task of its own runs `serve` from the first byte to the close; the reactor only tells it what
/// the socket reported and when time is up. Both run on the reactor's thread, so nothing here is
/// locked. The socket is polled edge-triggered: `mayReceive` and `isBlocked` remember what it last
/// said, and the task waits only when both it and the socket have nothing to do.
///
/// What the reactor is told of comes to it in bursts: first all sockets are received from, then the
/// requests are answered one after the other, then the answers are sent, so that neither the system nor
/// this code is thrown out of the processor's caches at each request (`Docs/decisions/0018-bursts.md`).
final class Connection {
    typealias ID = UInt64

    /// Requests, or reads, that one connection gets in a row while others wait.
    private static let stepsInARow = 16

    let context: ReactorContext
    var state: ConnectionState
    var output = OutputQueue()
    var stream: StreamEncoder?
    var writeClock = WriteClock()
    /// Gone once the connection is closed.
    var socket: Socket?
    /// The socket took less than it was offered, and has not reported since.
    var isBlocked = false
    var peerHasEnded = false
    /// Of the request that is being answered.
    var requestID = RequestID()
    var lingerDeadline: MonotonicTime?
    /// Held for as long as the connection is there.
    private let pass: AdmissionPass?
    /// What this connection was last said to hold of the bytes that all may hold.
    var heldBytes = 0
    /// What is left for the next server, once this one has let go of the connection.
    private(set) var handed: HandedConnection?
    private var mayReceive = false
    /// The task waits for what comes next, which has not been received yet: it is as soon as the socket reports it.
    private var isReading = false
    private var stepsSinceWait = 0
    private var inputWaiters = WaitingTasks()
    private var outputWaiters = WaitingTasks()

    init(socket: Socket, pass: AdmissionPass? = nil, context: ReactorContext) {
        self.socket = socket
        self.pass = pass
        self.context = context
        state = ConnectionState(peer: socket.peer, limits: context.limits, now: context.now)
    }

    /// Receives what there is, after waiting for it if necessary; returns without anything when
    /// woken for another reason.
    func receive() async {
        if !mayReceive {
            isReading = true
            await waitForInput()
            let isTaken = !isReading
            isReading = false
            if isTaken || !mayReceive { return }
        }
        takeInput()
        await yieldIfBusy()
    }

    /// Receives once, and gives it to the state.
    private func takeInput() {
        guard let received = receiveOnce() else { return }
        switch received {
        case .bytes(let count):
            context.withReceived(count) { state.receive($0, now: context.now) }
        case .end: state.receiveEnd()
        case .nothingYet: break
        }
    }

    /// Receives once into the reactor's buffer; nil when the connection is broken, and now closed.
    func receiveOnce() -> Socket.Received? {
        do throws(SystemError) {
            guard let received = try socket?.receive(into: &context.receiveBuffer) else {
                return nil
            }
            switch received {
            // A short read took everything (epoll(7)); the end is reported once only.
            case .bytes(let count):
                mayReceive = peerHasEnded || count == context.receiveBuffer.count
            case .nothingYet: mayReceive = false
            case .end: peerHasEnded = true
            }
            return received
        } catch {
            close()
            return nil
        }
    }

    func waitForInput() async {
        stepsSinceWait = 0
        let signals = inputWaiters.signals
        unsafe await withUnsafeContinuation { unsafe inputWaiters.add($0, unlessAfter: signals) }
    }

    func waitForOutput() async {
        stepsSinceWait = 0
        let signals = outputWaiters.signals
        unsafe await withUnsafeContinuation { unsafe outputWaiters.add($0, unlessAfter: signals) }
    }

    func yieldIfBusy() async {
        stepsSinceWait += 1
        guard stepsSinceWait >= Self.stepsInARow else { return }
        stepsSinceWait = 0
        await context.yield()
    }

    /// Takes note of what the poller saw.
    func handle(_ event: Poller.Event) {
        if event.hasEnded { peerHasEnded = true }
        if event.isReadable || event.hasEnded {
            mayReceive = true
            if isReading, context.hasAmpleRoom {
                isReading = false
                takeInput()
                noteHeldBytes()
            }
            wakeInput()
        }
        if event.isWritable || event.hasEnded, isBlocked {
            isBlocked = false
            flush()
            outputWaiters.resumeAll()
        }
    }

    /// Sends what the socket takes at once.
    func flush() {
        guard let socket, !isBlocked, !output.isEmpty else { return }
        defer { noteHeldBytes() }
        do throws(SystemError) {
            if try output.flush(to: socket) {
                writeClock.drained()
            } else {
                isBlocked = true
                writeClock.blocked(
                    sentBytes: output.sentBytes, now: context.now,
                    limitSeconds: context.limits.writeSeconds)
            }
        } catch {
            close()
        }
    }

    /// Closes the socket at once; whoever waits goes on and finds it closed.
    func close() {
        socket = nil
        output.removeAll()
        noteHeldBytes()
        wakeInput()
        outputWaiters.resumeAll()
    }

    /// Goes on with what another server has received.
    func takeUp(_ unread: [UInt8]) {
        if !unread.isEmpty { state.receive(unread.span, now: context.now) }
    }

    /// Leaves the connection to the next server, once everything has been sent.
    func handOver() async {
        await drain()
        guard let socket else { return }
        handed = HandedConnection(socket, unread: state.takeUnread())
        self.socket = nil
    }

    func wakeInput() {
        inputWaiters.resumeAll()
    }
}
