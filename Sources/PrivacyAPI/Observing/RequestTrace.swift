internal import Addresses
internal import HTTPServer
internal import Privacy

/// What is learned of a request while it is answered.
struct RequestTrace: Sendable {
    /// Who asks; nil: a process on this machine, through a socket file.
    let client: IPAddress?
    /// Whom limits count it for; nil: nobody.
    let caller: IPAddress?
    /// Whose data it is about, once the key was found.
    var shop: ShopID?
    /// What is left of a limit that holds for the caller.
    var allowance: Allowance?
    /// The error that was answered.
    var error: (type: APIError.Kind, id: ErrorID)?

    /// Of something that was no request.
    init() {
        client = nil
        caller = nil
    }

    /// Of a request that comes to a gate.
    init(of request: Request, at gate: Gate) {
        client = if case .ip(let address) = request.peer { address } else { nil }
        caller = gate.caller(at: client)
    }
}
