internal import HTTPServer
internal import HTTPTypes

/// A request in a form that can be compared, and be written again.
struct ReceivedRequest: Equatable {
    private static let names: [HTTPField.Name] = [
        .authorization, .contentType, .acceptEncoding, .contentLength, .connection,
    ]

    let method: HTTPRequest.Method
    let path: String
    let query: String?
    let body: [UInt8]
    /// The values of some fields.
    let fields: [[String]]

    init(_ request: Request) {
        method = request.method
        path = request.path
        query = request.query
        body = request.body
        fields = Self.names.map { request.fields.values(of: $0) }
    }

    /// The same request in the plainest way.
    var written: [UInt8] {
        let target = path + (query.map { "?\($0)" } ?? "")
        let head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: a\r\n"
        return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
