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
        let status = try send(json, to: path) { body += $0 }
        let answer = try Self.object(in: body)
        guard status == 200 else { throw try AdministrationError(json: answer) }
        return answer
    }

    /// Sends a JSON object and hands out the body of the answer as it comes.
    ///
    /// - Returns: The status; `chunk` gets the body whatever it is.
    func send(
        _ json: JSONObject, to path: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) throws(AdministrationError) -> Int {
        let connection = try UnixSocket(connectingTo: socketPath)
        let body = JSONWriter.bytes(of: .object(json))
        let head = "POST \(path) HTTP/1.0\r\nHost: control\r\nContent-Length: \(body.count)\r\n\r\n"
        try connection.write(Array(head.utf8) + body)
        var answer = ControlAnswerHead()
        while true {
            let bytes = try connection.read(upTo: Self.chunkBytes)
            if bytes.isEmpty { break }
            let rest = try answer.consume(bytes)
            if !rest.isEmpty { try chunk(Array(rest)) }
        }
        guard let status = answer.status else { throw Self.brokenOff }
        return status
    }

    private static func object(in body: [UInt8]) throws(AdministrationError) -> JSONObject {
        let value = try? JSONReader.value(of: body, limits: JSONLimits(depth: JSONLimits.deepest))
        guard case .object(let object)? = value else { throw brokenOff }
        return object
    }

    private static let brokenOff = AdministrationError(
        .failed, "the server broke off: whether it was done is not known, look before you repeat it")
}
