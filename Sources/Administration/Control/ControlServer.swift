internal import HTTPServer

/// The server on the control socket.
enum ControlServer {
    /// One batch of an import: the longest record that a feed may have, and the rest of its batch.
    private static let bodyBytes = 40 * 1024 * 1024

    static func make(
        for administration: LocalAdministration, work: LongWork, at path: String
    ) -> Server {
        var limits = Limits()
        limits.bodyBytes = bodyBytes
        return Server(
            configuration: ServerConfiguration(
                listen: [.unix(path: path)], reactors: 1, limits: limits),
            responder: ControlResponder(administration, work: work))
    }
}
