public import HTTPTypes

/// One request, received whole.
public struct Request: Sendable {
    /// What its sender said.
    ///
    /// In a place of its own: a request is handed on several times, and each of these would be counted each
    /// time.
    private final class Message: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let query: String?
        let fields: RequestFields
        let body: [UInt8]

        init(
            _ method: HTTPRequest.Method, _ path: String, _ query: String?,
            _ fields: RequestFields, _ body: [UInt8]
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.fields = fields
            self.body = body
        }
    }

    private let message: Message
    /// Who sent it: where a trusted proxy passed it on, whom that names.
    public internal(set) var peer: PeerAddress
    /// The name under which logs know it, which the answer carries as `X-Request-Id`.
    public internal(set) var id: RequestID

    /// A request, for whoever calls a `Responder` without a server.
    public init(
        method: HTTPRequest.Method, path: String, query: String? = nil,
        fields: RequestFields = RequestFields(), body: [UInt8] = [], peer: PeerAddress = .local,
        id: RequestID = RequestID()
    ) {
        message = Message(method, path, query, fields, body)
        self.peer = peer
        self.id = id
    }

    /// The method, as sent.
    public var method: HTTPRequest.Method { message.method }
    /// The path of the target, still percent-encoded; `*` for `OPTIONS *`.
    public var path: String { message.path }
    /// What follows the `?`, still percent-encoded; nil without one.
    public var query: String? { message.query }
    /// The fields of the head.
    public var fields: RequestFields { message.fields }
    /// The body, free of chunks and compression.
    public var body: [UInt8] { message.body }
}
