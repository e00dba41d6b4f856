internal import Glibc
internal import JSON

/// Speaks HTTP to the process that owns the data folder, one connection a request.
///
/// It asks by HTTP/1.0, so that the end of the answer is the end of the connection (RFC 9112 §6.3)
/// and nothing is chunked. Calls block: a command has nothing else to do.
struct ControlClient {
    /// How much of an answer is taken at once.
    private static let chunkBytes = 64 * 1024

    let socketPath: String

    /// Sends a JSON object and gives back the one that is answered.
    func send(_ json: JSONObject, to path: String) throws(AdministrationError) -> JSONObject {
        var body: [UInt8] = []
        try send(json, to: path) { bytes throws(AdministrationError) in body += bytes }
        return try Self.object(in: body)
    }

    /// Sends a JSON object and hands out what is answered as it comes; throws the error that is
    /// answered instead.
    func send(
        _ json: JSONObject, to path: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let connection = try UnixSocket.connect(to: socketPath)
        let body = JSONWriter.bytes(of: .object(json))
        let head = "POST \(path) HTTP/1.0\r\nHost: control\r\nContent-Length: \(body.count)\r\n\r\n"
        try connection.write(Array(head.utf8) + body)
        var answer = ControlAnswerHead()
        var refusal: [UInt8] = []
        while true {
            let bytes = try connection.read(upTo: Self.chunkBytes)
            if bytes.isEmpty { break }
            let rest = try answer.consume(bytes)
            if answer.status == 200 { try chunk(Array(rest)) } else { refusal += rest }
        }
        guard let status = answer.status else { throw Self.brokenOff }
        if status != 200 { throw try AdministrationError(json: Self.object(in: refusal)) }
    }

    private static func object(in body: [UInt8]) throws(AdministrationError) -> JSONObject {
        let value = try? JSONReader.value(of: body, limits: JSONLimits(depth: JSONLimits.deepest))
        guard case .object(let object)? = value else { throw brokenOff }
        return object
    }

    static let brokenOff = AdministrationError(
        .failed, "the server broke off: whether it was done is not known, look before you repeat it"
    )
}
