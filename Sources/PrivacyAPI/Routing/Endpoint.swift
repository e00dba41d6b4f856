internal import HTTPTypes

/// One path with all its routes, and what is counted of it.
final class Endpoint: Sendable {
    /// The path without `/v2`, as metrics and error reports name it.
    let pattern: String
    /// What calls it had.
    let meter = EndpointMeter()
    /// The methods, as `Allow` lists them.
    let allow: String
    /// Whether pages of any origin may call it: where the public key suffices.
    let isOpenToBrowsers: Bool

    private let routes: [Route]

    /// An endpoint of these routes, all of one path; without routes it is what is not there.
    init(pattern: String, routes: [Route]) {
        self.pattern = pattern
        self.routes = routes
        isOpenToBrowsers = routes.contains {
            if case .shop(.publicKey, _, _) = $0.action { true } else { false }
        }
        let methods = routes.flatMap(\.methods) + (isOpenToBrowsers ? [.options] : [])
        allow = methods.map(\.rawValue).joined(separator: ", ")
    }

    /// Whether there is anything at this path.
    var exists: Bool { !routes.isEmpty }

    /// The route for a method; nil: none.
    func route(for method: HTTPRequest.Method) -> Route? {
        routes.first { $0.methods.contains(method) }
    }
}
