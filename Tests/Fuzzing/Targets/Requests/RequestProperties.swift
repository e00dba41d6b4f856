internal import HTTPServer

/// Whatever arrives over a connection is read alike however it is cut, within the limits, and what
/// is taken for a request means the same when it is written plainly.
enum RequestProperties {
    static func hold(for input: FuzzInput) {
        var input = input
        let limits = input.flag() ? small : Limits()
        let lengths = input.pieceLengths()
        let bytes = input.bytes
        let whole = Conversation(bytes, pieceLengths: [max(1, bytes.count)], limits: limits)
        require(
            Conversation(bytes, pieceLengths: lengths, limits: limits) == whole,
            "The way in which input was cut changed what came out.")
        require(
            Conversation(bytes, pieceLengths: [1], limits: limits) == whole,
            "Input that came byte by byte came out differently.")
        checkEnd(of: whole.events)
        for request in whole.requests { check(request, limits) }
    }

    /// Limits that small inputs reach.
    private static var small: Limits {
        var limits = Limits()
        limits.requestLineBytes = 64
        limits.headBytes = 256
        limits.headFields = 4
        limits.bodyBytes = 100
        return limits
    }

    private static func checkEnd(of events: [Conversation.Event]) {
        require(events.last == .close, "An input that has ended does not end the connection.")
        let refusal = events.firstIndex { if case .refusal = $0 { true } else { false } }
        guard let refusal else { return }
        require(refusal == events.count - 2, "Something came out after a refusal.")
    }

    private static func check(_ request: ReceivedRequest, _ limits: Limits) {
        require(request.body.count <= limits.bodyBytes, "A body is over its limit.")
        require(
            request.path.utf8.first == UInt8(ascii: "/") || request.path == "*",
            "A path does not begin with a slash.")
        let written = request.written
        let again = Conversation(written, pieceLengths: [written.count], limits: Limits())
        require(
            again.requests.count == 1 && again.requests[0].isSame(as: request),
            "A request written plainly is not the same request.")
    }
}

extension ReceivedRequest {
    fileprivate func isSame(as other: ReceivedRequest) -> Bool {
        method == other.method && path == other.path && query == other.query && body == other.body
    }
}
