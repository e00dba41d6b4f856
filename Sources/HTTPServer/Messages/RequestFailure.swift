public import HTTPTypes

/// A request that the server refuses before any responder sees it.
///
/// The message is fixed text: nothing of what the caller sent is in it.
public struct RequestFailure: Error, Sendable, Equatable {
    /// 400, 408, 413, 414, 415, 429, 431, 501, 503 or 505.
    public let status: HTTPResponse.Status
    /// What was wrong and what to do instead.
    public let message: String
    /// Seconds after which it is worth trying again, for 429 and 503: the server sends `Retry-After`.
    public let retryAfterSeconds: Int?

    /// A refusal.
    public init(status: HTTPResponse.Status, message: String, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.message = message
        self.retryAfterSeconds = retryAfterSeconds
    }

    static func malformed(_ message: String) -> RequestFailure {
        RequestFailure(status: .badRequest, message: message)
    }

    static func timeout(_ message: String) -> RequestFailure {
        RequestFailure(status: .requestTimeout, message: message)
    }

    static let requestLineTooLong = RequestFailure(
        status: .uriTooLong, message: "The request line is too long: send long arguments in a body."
    )
    static let headTooLarge = RequestFailure(
        status: .requestHeaderFieldsTooLarge, message: "The head of the request is too large.")
    static let tooManyFields = RequestFailure(
        status: .requestHeaderFieldsTooLarge, message: "The request has too many fields.")
    static let bodyTooLarge = RequestFailure(
        status: .contentTooLarge, message: "The body is too large: send it in several requests.")
    static let unsupportedCoding = RequestFailure(
        status: .unsupportedMediaType,
        message: "The Content-Encoding is not supported: send gzip or none.")
    static let unsupportedTransferCoding = RequestFailure(
        status: .notImplemented, message: "The Transfer-Encoding is not supported: send chunked.")
    static let unsupportedMethod = RequestFailure(
        status: .notImplemented, message: "CONNECT is not supported: this is no proxy.")
    static let unsupportedVersion = RequestFailure(
        status: .httpVersionNotSupported, message: "The version is not supported: use HTTP/1.1.")
    static let overloaded = RequestFailure(
        status: .serviceUnavailable, message: "The server has too many connections: try again.",
        retryAfterSeconds: 1)
    static let tooManyConnections = RequestFailure(
        status: .tooManyRequests,
        message: "Too many connections are open from this address: close some.",
        retryAfterSeconds: 1)
    static let outOfMemory = RequestFailure(
        status: .serviceUnavailable,
        message: "The server holds too many large requests: try again.", retryAfterSeconds: 2)
}
