internal import HTTPServer
internal import JSON
internal import Privacy

/// The shop itself.
enum AccountEndpoints {
    /// The shop's name, with which plugins test their keys.
    static func info(_ call: ShopCall) async throws(APIError) -> Response {
        .ok { writer in
            writer.name("name")
            writer.string(call.shop.name)
        }
    }
}
