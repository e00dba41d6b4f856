internal import HTTPTypes

extension APIError {
    private static func logical(_ message: String, status: HTTPResponse.Status) -> APIError {
        APIError(kind: .logical, status: status, message: message)
    }

    /// A path of no route.
    static let unknownEndpoint = logical(
        "This endpoint is not part of this service.", status: .notFound)

    /// A path of Clerk.io's that has to do with finding products.
    static let foreignEndpoint = logical(
        "Search and recommendations are not part of this service: send such calls to Clerk.io.",
        status: .notFound)

    /// A method that the route does not have.
    static func methodNotAllowed(allow: String) -> APIError {
        var error = logical("The method is not allowed here.", status: .methodNotAllowed)
        error.fields[.allow] = allow
        return error
    }

    /// More calls than a limit allows.
    static func tooManyCalls(retryAfterSeconds seconds: Int) -> APIError {
        tooMany("Too many calls: wait for as long as Retry-After says.", seconds)
    }

    /// More calls of an address that showed wrong keys than may wait.
    static func tooManyWrongKeys(retryAfterSeconds seconds: Int) -> APIError {
        tooMany(
            "Too many wrong keys came from this address: wait for as long as Retry-After says.",
            seconds)
    }

    private static func tooMany(_ message: String, _ seconds: Int) -> APIError {
        var error = logical(message, status: .tooManyRequests)
        error.fields[.retryAfter] = String(seconds)
        return error
    }

    /// No address to which a vulnerability could be reported.
    static let noSecurityContact = logical(
        "No security contact is configured.", status: .notFound)

    /// An error that is not, or no longer, known.
    static let unknownErrorReport = logical(
        "No such error is known: it may have expired.", status: .notFound)

    /// An id of no receipt of the shop.
    static let unknownReceipt = logical("No receipt has this id.", status: .badRequest)

    /// A call that would be about nobody.
    static let noSubject = parsing(
        "email, customer or visitor: required; expected at least one that names somebody")

    /// A visitor that only log calls can have made.
    static let automaticVisitor = parsing(
        "visitor: expected an id; auto is for log calls alone")
}
