internal import HTTPServer
internal import HTTPTypes

/// Cross-origin calls (the Fetch standard, §3.3): for endpoints that need only the public key.
extension Response {
    /// How long a browser may remember a preflight: a day, the most that browsers keep one.
    private static let preflightSeconds = 86_400

    /// Lets pages of any origin read the answer.
    mutating func allowAnyOrigin() { fields.append(contentsOf: Self.anyOrigin) }

    private static let anyOrigin: ResponseFields = [.accessControlAllowOrigin: "*"]

    /// The answer to a preflight.
    ///
    /// Only `Content-Type` may be sent along: a private key has no place in a browser.
    static func preflight(allow: String) -> Response {
        Response(
            status: .noContent,
            fields: [
                .allow: allow,
                .accessControlAllowMethods: allow,
                .accessControlAllowHeaders: "Content-Type",
                .accessControlMaxAge: "\(preflightSeconds)",
            ])
    }
}
