import HTTPTypes

/// What a request means for the framing of its response.
struct Exchange {
    var isHead = false
    var version = HTTPVersion.http11
    /// The connection closes after this response.
    var isLast = true

    /// For a response to something that was no request.
    init() {}

    init(head: RequestHead, isLast: Bool) {
        isHead = head.line.method == .head
        version = head.line.version
        self.isLast = isLast
    }
}
