public import HTTPTypes

/// One request, received whole.
public struct Request: Sendable {
    /// The method, as sent.
    public let method: HTTPRequest.Method
    /// The path of the target, still percent-encoded; `*` for `OPTIONS *`.
    public let path: String
    /// What follows the `?`, still percent-encoded; nil without one.
    public let query: String?
    /// The fields of the head.
    public let fields: RequestFields
    /// The body, free of chunks and compression.
    public let body: [UInt8]
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
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.peer = peer
        self.id = id
    }
}
