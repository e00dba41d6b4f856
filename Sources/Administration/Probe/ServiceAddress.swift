/// Where a service listens in plain HTTP, as a caller on the network names it.
public struct ServiceAddress: Sendable, Equatable, CustomStringConvertible {
    /// A name or a numeric address, without brackets.
    let host: String
    /// The port.
    let port: UInt16

    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// An address as a URL: `http://HOST:PORT`; a path after it is not looked at.
    public init(url: String) throws(AdministrationError) {
        let scheme = "http://"
        guard url.hasPrefix(scheme) else {
            throw AdministrationError(
                .usage,
                "--url must be http://HOST:PORT, where oblio itself listens: it speaks no TLS")
        }
        let authority = url.dropFirst(scheme.count).prefix { $0 != "/" }
        let end = authority.last { $0 == ":" || $0 == "]" }
        let isPortGiven = end == ":"
        let colon = isPortGiven ? authority.lastIndex(of: ":") : nil
        let host = authority[..<(colon ?? authority.endIndex)]
        let digits = colon.map { authority[authority.index(after: $0)...] } ?? "80"
        guard let port = UInt16(digits), port > 0, !host.isEmpty else {
            throw AdministrationError(.usage, "--url must be http://HOST:PORT")
        }
        self.init(host: String(host.drop { $0 == "[" }.prefix { $0 != "]" }), port: port)
    }

    /// Where a service with these settings is reached from its own machine.
    public init(of settings: ServiceSettings) {
        let host =
            switch settings.host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "::1"
            default: settings.host
            }
        self.init(host: host, port: settings.port)
    }

    /// The address as a URL.
    public var description: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
