/// How the end of a response's body is told (RFC 9112 §6).
enum ResponseFraming {
    /// The status has no body, and no length either.
    case none
    case length(Int)
    case chunked
    /// For HTTP/1.0, which has no chunks: the connection closes.
    case untilClose
}
