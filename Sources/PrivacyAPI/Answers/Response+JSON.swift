internal import HTTPServer
internal import HTTPTypes
internal import JSON

extension Response {
    private static let jsonFields: ResponseFields = [
        .contentType: "application/json", .cacheControl: "no-store",
    ]
    private static let okBytes = Array(#"{"status":"ok"}"#.utf8)

    /// `{"status":"ok"}`.
    static let ok = json(okBytes)

    /// An answer of JSON that is written already.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, fields: jsonFields, body: .bytes(bytes))
    }

    /// An answer of JSON that is written while it is sent.
    static func json(
        streaming body: @escaping @Sendable (ResponseWriter) async throws -> Void
    ) -> Response {
        Response(status: .ok, fields: jsonFields, body: .stream(body))
    }

    /// `{"status":"ok",…}` with what the closure writes.
    static func ok(_ members: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.name("status")
        writer.string("ok")
        members(&writer)
        writer.endObject()
        return json(writer.take())
    }
}
