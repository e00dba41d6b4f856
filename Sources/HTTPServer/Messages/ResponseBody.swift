/// The body of an answer: at hand, or made while it is sent.
public enum ResponseBody: Sendable {
    /// All of it.
    case bytes([UInt8])
    /// Written piece by piece on the reactor that read the request. When the closure throws, the
    /// connection is cut without an end, so that nobody takes half for whole.
    case stream(@Sendable (ResponseWriter) async throws -> Void)
}
