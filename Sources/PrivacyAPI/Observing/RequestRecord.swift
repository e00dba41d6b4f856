public import HTTPServer

/// What may be said of a request once it is answered: nothing in it was chosen by its caller.
///
/// No address (it is personal data: CJEU, C-582/14), no path, no query, no field, no key.
public struct RequestRecord: Sendable {
    /// The name that the answer carries.
    public let id: RequestID
    /// The method; `other` when it is none that some endpoint takes.
    public let method: String
    /// The route's pattern, never the path that was asked for; `unknown` and `none` where there is none.
    public let endpoint: String
    /// The status of the answer.
    public let status: Int
    /// From the request to its answer, before it is sent.
    public let microseconds: Int64
    /// The name of the shop's folder; nil when no shop was found.
    public let shop: String?
    /// The type and id of the error that was answered.
    public let error: (type: String, id: String)?
}
