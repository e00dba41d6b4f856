internal import HTTPServer
internal import HTTPTypes

/// The page behind `moreInfo`, for people.
///
/// All that it shows is the service's own text, without markup characters, so nothing needs to be
/// escaped; it runs no script and loads nothing.
enum ErrorPage {
    /// The page of an error that is known.
    static func response(for report: ErrorReport, id: String) -> Response {
        let rows = [
            ("Type", report.kind.rawValue), ("Message", report.message),
            ("Status", "\(report.status.code)"), ("Endpoint", report.endpoint),
            ("Time", UTCTime(seconds: report.time).description), ("Id", id),
        ]
        let list = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
        return page(
            status: .ok, title: report.kind.rawValue,
            body: """
                <dl>
                \(list)
                </dl>
                <p>Nothing of what the call carried is kept here.</p>
                """)
    }

    /// The page of an error that is not, or no longer, known.
    static let unknown = page(
        status: .notFound, title: "Unknown error",
        body: """
            <p>No such error is known. It may have expired: an error is kept for 24 hours, or for \
            7 days after it was last opened.</p>
            """)

    private static func page(
        status: HTTPResponse.Status, title: String, body: String
    ) -> Response {
        let html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(body)
            </main>
            </body>
            </html>

            """
        return Response(status: status, fields: fields, body: .bytes(Array(html.utf8)))
    }

    /// What the page looks like.
    static let style =
        "main{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}"
        + "dt{font-weight:600}dd{margin:0 0 .75rem;overflow-wrap:anywhere}"

    /// The SHA-256 of ``style``, by which the page's policy lets it in and nothing else.
    static let styleDigest = "KdZQRrKJidysVSvAs9a8Do7S7STiffwl5lefcSb9sCg="

    private static let fields: ResponseFields = {
        var fields: ResponseFields = [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .contentSecurityPolicy: "default-src 'none'; style-src 'sha256-\(styleDigest)'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { fields[name] = "no-referrer" }
        return fields
    }()
}
