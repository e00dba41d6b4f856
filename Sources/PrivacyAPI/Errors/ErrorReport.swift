internal import HTTPTypes

/// What is known of an error: nothing that its caller chose.
struct ErrorReport: Sendable {
    /// The type.
    let kind: APIError.Kind
    /// The status.
    let status: HTTPResponse.Status
    /// The message.
    let message: String
    /// The route's pattern, never the path that was asked for.
    let endpoint: String
    /// When it was met, in seconds since 1970.
    let time: Int64
}
