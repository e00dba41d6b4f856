public import HTTPTypes

/// The answer to one request.
///
/// `Content-Length`, `Transfer-Encoding`, `Connection`, `Date` and `X-Request-Id` are the server's:
/// given here they are left out. A body with a `Content-Encoding` is taken to be encoded already.
public struct Response: Sendable {
    /// The status, 200 and above.
    public var status: HTTPResponse.Status
    /// The fields, sent in this order.
    public var fields: ResponseFields
    /// The body; a request by HEAD gets none of it.
    public var body: ResponseBody

    /// An answer.
    public init(
        status: HTTPResponse.Status, fields: ResponseFields = [:], body: ResponseBody = .bytes([])
    ) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
