/// Finds the endpoint of a path: one look-up in a dictionary.
struct Router: Sendable {
    /// What leads to a single error's page.
    private static let errorPrefix = "error/"

    /// Every endpoint, in the order of the table; the last one is for paths that lead nowhere.
    let endpoints: [Endpoint]

    private let byPath: [String: Endpoint]
    private let errorReport: Endpoint
    private let unknown: Endpoint

    /// A router over a table of routes.
    init(_ table: [Route]) {
        var patterns: [String] = []
        for route in table where !patterns.contains(route.pattern) {
            patterns.append(route.pattern)
        }
        let known = patterns.map { pattern in
            Endpoint(pattern: pattern, routes: table.filter { $0.pattern == pattern })
        }
        unknown = Endpoint(pattern: "unknown", routes: [])
        endpoints = known + [unknown]
        errorReport = known.first { $0.pattern.hasPrefix(Self.errorPrefix) } ?? unknown
        var byPath: [String: Endpoint] = [:]
        for endpoint in known {
            byPath["/" + endpoint.pattern] = endpoint
            byPath["/v2/" + endpoint.pattern] = endpoint
        }
        self.byPath = byPath
    }

    /// The endpoint at a path, with or without `/v2`.
    func endpoint(at path: String) -> Endpoint {
        if let endpoint = byPath[path] { return endpoint }
        return Self.errorID(in: path) == nil ? unknown : errorReport
    }

    /// The id in the path of an error's page; nil when it is another path.
    static func errorID(in path: String) -> Substring? {
        var rest = path[...]
        if rest.hasPrefix("/v2/") { rest = rest.dropFirst(3) }
        guard rest.hasPrefix("/" + errorPrefix) else { return nil }
        let id = rest.dropFirst(errorPrefix.count + 1)
        return id.contains("/") ? nil : id
    }

    /// Whether a path is one of Clerk.io's that this service leaves to it.
    static func isForeign(_ path: String) -> Bool {
        let rest = path.hasPrefix("/v2/") ? path.dropFirst(3) : path[...]
        return rest.hasPrefix("/search/") || rest.hasPrefix("/recommendations/")
    }
}
