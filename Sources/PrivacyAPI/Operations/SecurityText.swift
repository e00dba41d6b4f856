internal import HTTPServer
internal import HTTPTypes

/// `security.txt`: where to report a vulnerability (RFC 9116).
struct SecurityText {
    /// How long the file may be taken for true; it is made anew each time it is asked for.
    private static let validSeconds: Int64 = 90 * 24 * 60 * 60

    /// A URI: `mailto:`, `https:` or `tel:` (§2.5.3).
    let contact: String
    /// Where the service is reached.
    let baseURL: String

    /// The file, at a time in seconds since 1970.
    func response(at time: Int64) -> Response {
        let expiry = UTCTime(seconds: time + Self.validSeconds).internet
        var text = "Contact: \(contact)\nExpires: \(expiry)\n"
        // §2.5.2: a web URI must begin with https.
        if baseURL.hasPrefix("https://") {
            text += "Canonical: \(baseURL)/.well-known/security.txt\n"
        }
        return Response(
            status: .ok,
            fields: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .bytes(Array(text.utf8)))
    }
}
