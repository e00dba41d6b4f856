public import HTTPServer
internal import HTTPTypes
public import Privacy

/// The HTTP contract (`Docs/api.md`) on top of a store.
///
/// A request goes straight through: route, arguments, keys, handler, store. Whatever is refused on
/// the way is answered by the contract's envelope.
public final class PrivacyAPI: Responder {
    let store: any PrivacyStore & ErasureLedger
    let configuration: APIConfiguration
    let serverStatistics: (@Sendable () -> ServerStatistics)?
    let router = Router(Route.table)
    let reports = ErrorReports()
    let errors = ErrorMeter()

    private let authenticator: Authenticator

    /// An API on top of a store.
    ///
    /// - Parameters:
    ///   - store: What knows the shops' data, and what was forgotten of them.
    ///   - shops: What knows the shops and their keys.
    ///   - configuration: What the operator decided.
    ///   - serverStatistics: The figures of the server in front, for `/metrics`.
    public init(
        store: any PrivacyStore & ErasureLedger, shops: any ShopDirectory,
        configuration: APIConfiguration,
        serverStatistics: (@Sendable () -> ServerStatistics)? = nil
    ) {
        self.store = store
        self.configuration = configuration
        self.serverStatistics = serverStatistics
        authenticator = Authenticator(shops: shops)
    }

    /// Answers a request.
    public func respond(to request: Request) async -> Response {
        let start = ContinuousClock.now
        let endpoint = router.endpoint(at: request.path)
        var response: Response
        do {
            response = try await answer(request, at: endpoint)
        } catch {
            response = refusal(error, endpoint: endpoint.pattern)
        }
        if endpoint.isOpenToBrowsers { response.allowAnyOrigin() }
        endpoint.meter.record(response.status, microseconds: start.microsecondsUntilNow)
        return response
    }

    /// Answers what the server refuses by itself, in the same envelope.
    public func response(to failure: RequestFailure) -> Response {
        refusal(APIError(failure), endpoint: "none")
    }

    private func answer(
        _ request: Request, at endpoint: Endpoint
    ) async throws(APIError) -> Response {
        guard endpoint.exists else {
            throw Router.isForeign(request.path) ? .foreignEndpoint : .unknownEndpoint
        }
        guard let route = endpoint.route(for: request.method) else {
            if request.method == .options, endpoint.isOpenToBrowsers {
                return .preflight(allow: endpoint.allow)
            }
            throw .methodNotAllowed(allow: endpoint.allow)
        }
        switch route.action {
        case .operation(let operation):
            return try await perform(operation, for: request)
        case .shop(let access, let names, let handler):
            let arguments = try Arguments(of: request, accepting: names)
            let caller = try authenticator.caller(arguments, for: access)
            let call = Call(
                origin: caller.origin, time: configuration.clock(), actor: caller.actor)
            return try await handler(
                ShopCall(shop: caller.shop, call: call, arguments: arguments, store: store))
        }
    }
}

extension ContinuousClock.Instant {
    fileprivate var microsecondsUntilNow: Int64 {
        let (seconds, attoseconds) = duration(to: .now).components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
