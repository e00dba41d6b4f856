import HTTPTypes
import Synchronization

/// The life of a connection, from its first request to its close.
extension Connection {
    /// How long a peer who was answered too early may go on sending.
    ///
    /// Closed at once, the system would reset the connection and the answer might be lost.
    private static let lingerSeconds = 2.0

    /// Answers requests until the connection closes.
    func serve(writer: ResponseWriter) async {
        while socket != nil {
            let action = state.next(now: context.now)
            noteHeldBytes()
            switch action {
            case .read where holdsTooMuch: await giveUp(writer: writer)
            case .read:
                flushSoon()
                // A peer that has gone shows where it is sent to, and nothing more is reported of it.
                if socket != nil { await receive() }
            case .sendContinue: output.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            case .respond(let request): await respond(to: request, writer: writer)
            case .refuse(let failure):
                await refuse(failure, writer: writer)
                await finish(lingers: true)
            case .handOver: await handOver()
            case .close: await finish(lingers: state.hasUnreadInput)
            }
        }
    }

    /// Tells a connection why it is not served, and closes it.
    func turnAway(_ refusal: RequestFailure, writer: ResponseWriter) async {
        await refuse(refusal, writer: writer)
        await finish(lingers: true)
    }

    /// No request after the one in hand; closes at once when there is none.
    func beginDraining() {
        state.beginDraining()
        wakeInput()
    }

    /// Leaves to the next server what comes after the request in hand, and that too if it has only begun
    /// to arrive.
    func beginHandOver() {
        state.beginHandOver()
        wakeInput()
    }

    /// Ends what has run out of time.
    func expire(now: MonotonicTime) {
        if let deadline = writeClock.deadline, deadline <= now { return close() }
        if let lingerDeadline, lingerDeadline <= now { return close() }
        if let deadline = state.deadline, deadline <= now { wakeInput() }
    }

    private func respond(to request: Request, writer: ResponseWriter) async {
        context.counters.requests.add(1, ordering: .relaxed)
        // Earlier answers of a pipeline do not wait for this one.
        flushSoon()
        var request = request
        context.identify(&request)
        requestID = request.id
        let response = await context.responder.respond(to: request)
        guard mayHold(response) else { return await giveUp(writer: writer) }
        await send(response, request: request.fields, writer: writer)
        state.finishResponse(now: context.now)
        noteHeldBytes()
        await yieldIfBusy()
    }

    /// Ends a connection for which there is no memory.
    private func giveUp(writer: ResponseWriter) async {
        state.abandon()
        await refuse(.outOfMemory, writer: writer)
        await finish(lingers: true)
    }

    private func refuse(_ failure: RequestFailure, writer: ResponseWriter) async {
        context.counters.refusals.add(1, ordering: .relaxed)
        requestID = context.nextRequestID()
        var response = context.responder.response(to: failure, id: requestID)
        if let seconds = failure.retryAfterSeconds {
            response.fields[.retryAfter] = "\(seconds)"
        }
        await send(response, request: nil, writer: writer)
    }

    private func finish(lingers: Bool) async {
        await drain()
        if lingers { await linger() }
        close()
    }

    /// Lets go of what the peer still sends, until it has closed its side or time is up.
    private func linger() async {
        guard let socket else { return }
        socket.shutdownSending()
        lingerDeadline = context.now + Self.lingerSeconds
        while self.socket != nil {
            switch receiveOnce() {
            case .bytes: await yieldIfBusy()
            case .nothingYet: await waitForInput()
            case .end, nil: return
            }
        }
    }
}
