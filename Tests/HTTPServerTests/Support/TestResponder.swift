import HTTPServer
import HTTPTypes

/// Answers by a closure, and failures with their message.
struct TestResponder: Responder {
    let answer: @Sendable (Request) async -> Response

    func respond(to request: Request) async -> Response {
        await answer(request)
    }

    func response(to failure: RequestFailure, id: RequestID) -> Response {
        Response(status: failure.status, body: .bytes(Array(failure.message.utf8)))
    }

    /// How long the body is.
    static let length = TestResponder { request in .text("\(request.body.count)") }

    /// Method, path, query and body of the request.
    static let echo = TestResponder { request in
        let query = request.query.map { "?\($0)" } ?? ""
        let body = String(decoding: request.body, as: UTF8.self)
        return .text("\(request.method) \(request.path)\(query) [\(body)]")
    }
}

extension Response {
    static func text(_ text: String) -> Response {
        Response(status: .ok, fields: [.contentType: "text/plain"], body: .bytes(Array(text.utf8)))
    }
}
