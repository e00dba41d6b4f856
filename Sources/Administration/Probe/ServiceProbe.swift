internal import JSON

/// Asks a service on its port whether it serves, as a supervisor or a proxy would.
public struct ServiceProbe: Sendable {
    /// An answer to `/ready` has some hundred bytes.
    private static let maximumBytes = 64 * 1024
    /// How long each step may take: a supervisor asks again soon.
    private static let seconds = 5

    private let address: ServiceAddress

    /// A probe of a service.
    public init(of address: ServiceAddress) { self.address = address }

    /// What somebody who looks after the service should know; throws when it does not serve.
    public func notices() throws(AdministrationError) -> [String] {
        let answer = try get("/ready", seconds: Self.seconds)
        guard case .object(let object)? = try? JSONReader.value(of: answer.body) else {
            throw foreign
        }
        guard answer.status == 200 else {
            guard case .string(let reason)? = object["reason"] else {
                throw AdministrationError(
                    .failed, "\(address) answers with status \(answer.status)")
            }
            throw AdministrationError(.failed, reason)
        }
        guard object["status"] == .string("ok") else { throw foreign }
        guard case .array(let notices)? = object["notices"] else { return [] }
        return notices.compactMap { notice in
            if case .string(let text) = notice { text } else { nil }
        }
    }

    /// Whether a service answers there within so many seconds.
    func isAnswered(seconds: Int) -> Bool {
        (try? get("/health", seconds: seconds))?.status == 200
    }

    private func get(
        _ path: String, seconds: Int
    ) throws(AdministrationError) -> (status: Int, body: [UInt8]) {
        let connection = try TCPSocket.connect(to: address, seconds: seconds)
        // RFC 9112 §6.3: by HTTP/1.0 the end of the answer is the end of the connection. And it needs no
        // Host, which could not name an address with its interface (RFC 6874).
        try connection.write(Array("GET \(path) HTTP/1.0\r\n\r\n".utf8))
        var head = ControlAnswerHead()
        var body: [UInt8] = []
        while body.count < Self.maximumBytes {
            let bytes = try connection.read(upTo: Self.maximumBytes)
            if bytes.isEmpty { break }
            do throws(AdministrationError) {
                body += try head.consume(bytes)
            } catch {
                throw foreign
            }
        }
        guard let status = head.status else { throw foreign }
        return (status, body)
    }

    private var foreign: AdministrationError {
        AdministrationError(.failed, "something that is not oblio answers at \(address)")
    }
}
