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
    let errors = Tally<APIError.Kind>()

    let gate: Gate

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
        gate = Gate(configuration.limits, clock: configuration.uptime)
        authenticator = Authenticator(shops: shops)
    }

    /// Answers a request.
    public func respond(to request: Request) async -> Response {
        let start = configuration.uptime()
        let endpoint = router.endpoint(at: request.path)
        var trace = RequestTrace(of: request, at: gate)
        var response: Response
        do {
            response = try await answer(request, at: endpoint, &trace)
        } catch {
            response = refusal(error, endpoint: endpoint.pattern, &trace)
        }
        if endpoint.isOpenToBrowsers { response.allowAnyOrigin() }
        if let allowance = trace.allowance { response.tell(allowance) }
        let microseconds = (configuration.uptime() - start) / 1_000
        endpoint.meter.record(response.status, microseconds: microseconds)
        observe(request, response.status, at: endpoint, microseconds, trace)
        return response
    }

    /// Answers what the server refuses by itself, in the same envelope.
    public func response(to failure: RequestFailure, id: RequestID) -> Response {
        var trace = RequestTrace()
        let response = refusal(APIError(failure), endpoint: "none", &trace)
        observe(refusal: id, response.status, trace)
        return response
    }

    private func answer(
        _ request: Request, at endpoint: Endpoint, _ trace: inout RequestTrace
    ) async throws(APIError) -> Response {
        try gate.admit(trace.caller, &trace.allowance)
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
            let caller = try await caller(arguments, for: access, &trace)
            let call = Call(
                origin: caller.origin, time: configuration.clock(), actor: caller.actor)
            return try await handler(
                ShopCall(shop: caller.shop, call: call, arguments: arguments, store: store))
        }
    }

    /// Who calls, let in at the pace that the keys and the address may have.
    private func caller(
        _ arguments: Arguments, for access: Access, _ trace: inout RequestTrace
    ) async throws(APIError) -> Authenticator.Caller {
        if arguments[.privateKey] != nil { try await gate.holdUp(trace.caller) }
        let caller: Authenticator.Caller
        do {
            caller = try authenticator.caller(arguments, at: trace.client, for: access)
        } catch {
            if error.isWrongKey { gate.noteWrongKey(of: trace.caller) }
            throw error
        }
        trace.shop = caller.shop.id
        try gate.admit(caller.limitedKey, &trace.allowance)
        return caller
    }
}
