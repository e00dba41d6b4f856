internal import HTTPServer
internal import HTTPTypes
internal import Privacy

/// What one path does for some methods.
struct Route: Sendable {
    /// Answers a call of a shop.
    typealias Handler = @Sendable (ShopCall) async throws(APIError) -> Response

    /// What is done.
    enum Action: Sendable {
        /// A call of a shop, with the arguments that it takes.
        case shop(Access, [ArgumentName], Handler)
        /// Something about the service itself, for anybody.
        case operation(Operation)
    }

    /// The path without `/v2`.
    let pattern: String
    /// The methods.
    let methods: [HTTPRequest.Method]
    /// What is done.
    let action: Action

    /// A route for which the public key suffices; a private key that comes along needs this scope.
    static func publicKey(
        _ pattern: String, _ methods: [HTTPRequest.Method], _ arguments: [ArgumentName],
        privateKeyScope scope: KeyScopes = .write, _ handler: @escaping Handler
    ) -> Route {
        Route(
            pattern: pattern, methods: methods,
            action: .shop(.publicKey(scope), arguments, handler))
    }

    /// A route that needs a private key with this scope.
    static func privateKey(
        _ pattern: String, _ methods: [HTTPRequest.Method], _ scope: KeyScopes,
        _ arguments: [ArgumentName], _ handler: @escaping Handler
    ) -> Route {
        Route(
            pattern: pattern, methods: methods,
            action: .shop(.privateKey(scope), arguments, handler))
    }

    /// A route about the service itself.
    static func operation(_ pattern: String, _ operation: Operation) -> Route {
        Route(pattern: pattern, methods: [.get, .head], action: .operation(operation))
    }
}
