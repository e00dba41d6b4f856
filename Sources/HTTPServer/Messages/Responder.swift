/// What answers requests; called on the reactor that read the request, and resumed there.
public protocol Responder: Sendable {
    /// Answers a request. A caller who hangs up meanwhile does not cancel it.
    func respond(to request: Request) async -> Response
    /// Fields and body for what the server refuses by itself; the connection closes after it.
    func response(to failure: RequestFailure, id: RequestID) -> Response
}
