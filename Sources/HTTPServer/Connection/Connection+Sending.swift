import HTTPTypes

/// Responses, from head to end.
extension Connection {
    /// From here on output is sent at once and not gathered with what follows in the same turn.
    private static let promptBytes = 16 * 1024
    /// Larger bodies are compressed in slices, with the other connections' turns in between.
    private static let compressedAtOnceBytes = 256 * 1024

    /// Sends a response, the body of a stream with it; closes the connection when that fails.
    func send(_ response: Response, request: RequestFields?, writer: ResponseWriter) async {
        let compression = Compression(
            of: response, for: request,
            thresholdBytes: context.configuration.compressionThresholdBytes)
        guard response.status.allowsBody else {
            return sendHead(response, .none, compression: .none)
        }
        switch response.body {
        case .bytes(let bytes)
        where compression == .gzip && bytes.count > Self.compressedAtOnceBytes:
            await sendStream(response, compression: compression, to: writer) { writer in
                for start in stride(from: 0, to: bytes.count, by: Self.compressedAtOnceBytes) {
                    let end = min(start + Self.compressedAtOnceBytes, bytes.count)
                    try await writer.write(Array(bytes[start..<end]))
                }
            }
        case .bytes(let bytes):
            let body = compression == .gzip ? context.compress(bytes) : bytes
            sendHead(response, .length(body.count), compression: compression)
            if !state.exchange.isHead { output.append(body) }
            await makeRoom()
        case .stream(let produce):
            await sendStream(response, compression: compression, to: writer, produce)
        }
    }

    /// Takes a piece of the stream that is being sent.
    func write(_ bytes: [UInt8]) async throws(ConnectionClosed) {
        guard socket != nil, stream != nil else { throw ConnectionClosed() }
        if bytes.isEmpty { return }
        stream?.encode(bytes, into: &output)
        let isLarge = flushSoon()
        await makeRoom()
        // To make a large piece took a millisecond or two: the others come first now.
        if isLarge { await context.yield() } else { await yieldIfBusy() }
        guard socket != nil else { throw ConnectionClosed() }
    }

    /// Sends a large output at once, a small one with those of the other connections of this turn; true: it
    /// was large.
    @discardableResult
    func flushSoon() -> Bool {
        let isLarge = output.byteCount >= Self.promptBytes
        if isLarge {
            flush()
        } else if !output.isEmpty {
            context.flushWithOthers(self)
        }
        return isLarge
    }

    /// Waits until everything has been sent, or the connection is closed.
    func drain() async {
        flush()
        while socket != nil, !output.isEmpty { await waitForOutput() }
    }

    /// Waits until less than the limit stands unsent, or the connection is closed.
    private func makeRoom() async {
        noteHeldBytes()
        guard output.byteCount > unsentLimitBytes else { return }
        flush()
        while socket != nil, output.byteCount > unsentLimitBytes {
            await waitForOutput()
        }
    }

    private func sendStream(
        _ response: Response, compression: Compression, to writer: ResponseWriter,
        _ produce: (ResponseWriter) async throws -> Void
    ) async {
        let isChunked = state.exchange.version == .http11
        if !isChunked { state.closeAfterResponse() }
        sendHead(response, isChunked ? .chunked : .untilClose, compression: compression)
        if state.exchange.isHead { return }
        stream = StreamEncoder(isChunked: isChunked, compression: compression)
        do {
            try await produce(writer)
            stream?.finish(into: &output)
            stream = nil
        } catch {
            stream = nil
            // A reset, since the end of an HTTP/1.0 body is nothing but a close.
            socket?.resetWhenClosed()
            close()
        }
    }

    private func sendHead(
        _ response: Response, _ framing: ResponseFraming, compression: Compression
    ) {
        let encoder = ResponseHeadEncoder(
            framing: framing, exchange: state.exchange, compression: compression,
            requestID: requestID, dateLine: context.dateLine)
        output.gather { encoder.encode(response, into: &$0) }
    }
}

extension HTTPResponse.Status {
    /// Whether a response of this status has a body at all (RFC 9110 §6.4.1).
    fileprivate var allowsBody: Bool {
        code >= 200 && code != 204 && code != 304
    }
}
