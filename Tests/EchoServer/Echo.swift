import HTTPServer
import HTTPTypes

/// Answers a request with what was seen of it, and a refusal with its reason.
///
/// The answer is JSON whose strings are hexadecimal, so that no byte is lost on the way.
struct Echo: Responder {
    func respond(to request: Request) async -> Response {
        let query = request.query.map { "?\($0)" } ?? ""
        let members = [
            ("method", Array(request.method.rawValue.utf8)),
            ("target", Array((request.path + query).utf8)), ("fields", request.fields.received),
            ("body", request.body),
        ]
        let texts = members.map { name, bytes in "\"\(name)\":\"\(Self.hexadecimal(bytes))\"" }
        return Response(
            status: .ok, body: .bytes(Array("{\(texts.joined(separator: ","))}".utf8)))
    }

    func response(to failure: RequestFailure, id: RequestID) -> Response {
        Response(status: failure.status, body: .bytes(Array(failure.message.utf8)))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
