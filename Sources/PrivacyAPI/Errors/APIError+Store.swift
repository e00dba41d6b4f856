internal import HTTPServer
internal import HTTPTypes
internal import Privacy

extension APIError {
    /// Seconds after which a call that met an overload is worth trying again.
    private static let retryAfterSeconds = 2
    /// The same for a disk that takes no writes, to which somebody has to see.
    private static let diskRetryAfterSeconds = 60

    /// What the store refused, as the contract has it.
    init(_ error: PrivacyError) {
        switch error.code {
        case .twoPeople, .sharedVisitor, .unknownRecord, .anonymousOrder, .conflict, .invalid:
            self.init(kind: .logical, status: .badRequest, message: error.message)
        case .unavailable, .inUse, .subjectChanged, .noDescriptors:
            self.init(error, retryAfterSeconds: Self.retryAfterSeconds)
        case .diskFull, .readOnly:
            self.init(error, retryAfterSeconds: Self.diskRetryAfterSeconds)
        default:
            self.init(kind: .internal, status: .internalServerError, message: error.message)
        }
    }

    private init(_ error: PrivacyError, retryAfterSeconds: Int) {
        self.init(kind: .internal, status: .serviceUnavailable, message: error.message)
        fields[.retryAfter] = String(retryAfterSeconds)
    }

    /// What the server refused before any route was looked for.
    init(_ failure: RequestFailure) {
        let kind: Kind =
            switch failure.status.kind {
            case .serverError where failure.status == .serviceUnavailable: .internal
            case .clientError where failure.status == .tooManyRequests: .logical
            default: .parsing
            }
        self.init(kind: kind, status: failure.status, message: failure.message)
    }
}
