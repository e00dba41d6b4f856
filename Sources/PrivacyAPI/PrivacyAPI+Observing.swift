internal import HTTPServer
internal import HTTPTypes
internal import Privacy

extension PrivacyAPI {
    /// Tells whoever keeps the log of a request that was answered.
    func observe(
        _ request: Request, _ status: HTTPResponse.Status, at endpoint: Endpoint,
        _ microseconds: Int64, _ trace: RequestTrace
    ) {
        guard status.code >= configuration.toldStatus, let tell = configuration.onAnswer else {
            return
        }
        tell(
            RequestRecord(
                id: request.id, method: Self.knownMethod(request.method),
                endpoint: endpoint.pattern, status: status.code, microseconds: microseconds,
                shop: trace.shop?.text, error: trace.describedError))
    }

    /// Tells of what was refused before it was a request.
    func observe(refusal id: RequestID, _ status: HTTPResponse.Status, _ trace: RequestTrace) {
        guard status.code >= configuration.toldStatus, let tell = configuration.onAnswer else {
            return
        }
        tell(
            RequestRecord(
                id: id, method: "none", endpoint: "none", status: status.code, microseconds: 0,
                shop: nil, error: trace.describedError))
    }

    private static let knownMethods: [HTTPRequest.Method] = [
        .get, .post, .head, .patch, .delete, .options, .put,
    ]

    private static func knownMethod(_ method: HTTPRequest.Method) -> String {
        knownMethods.contains(method) ? method.rawValue : "other"
    }
}

extension RequestTrace {
    fileprivate var describedError: (type: String, id: String)? {
        error.map { ($0.type.rawValue, $0.id.text) }
    }
}
