internal import HTTPServer
internal import HTTPTypes
internal import PrivacyAPI
internal import Synchronization

/// Stands in front of the API until it is there.
///
/// The API wants to know on which port it listens and what its server counts, and the server who
/// answers: so this one is made first. The API comes before the first request.
final class LateAPI: Responder {
    private let api = AtomicLazyReference<PrivacyAPI>()

    /// The API that answers from now on.
    func arrive(_ api: PrivacyAPI) { _ = self.api.storeIfNil(api) }

    func respond(to request: Request) async -> Response {
        guard let api = api.load() else { return Self.notYet }
        return await api.respond(to: request)
    }

    func response(to failure: RequestFailure, id: RequestID) -> Response {
        api.load()?.response(to: failure, id: id) ?? Response(status: failure.status)
    }

    private static let notYet = Response(
        status: .serviceUnavailable, fields: [.retryAfter: "1"])
}
