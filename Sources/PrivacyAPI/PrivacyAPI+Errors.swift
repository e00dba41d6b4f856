internal import HTTPServer
internal import HTTPTypes
internal import JSON

extension PrivacyAPI {
    /// The envelope of an error, which is kept for whoever follows `moreInfo`.
    func refusal(
        _ error: APIError, endpoint: String, _ trace: inout RequestTrace
    ) -> Response {
        errors.record(error.kind)
        let errorID = reports.add(
            ErrorReport(
                kind: error.kind, status: error.status, message: error.message,
                endpoint: endpoint, time: configuration.clock()))
        trace.error = (error.kind, errorID)
        let id = errorID.text
        var writer = JSONWriter(capacity: 320)
        writer.beginObject()
        writer.name("status")
        writer.string("error")
        writer.name("message")
        writer.string(error.message)
        writer.name("moreInfo")
        writer.string(configuration.baseURL + "/error/" + id)
        writer.name("type")
        writer.string(error.kind.rawValue)
        writer.name("id")
        writer.string(id)
        writer.endObject()
        var response = Response.json(writer.bytes, status: error.status)
        for field in error.fields { response.fields.append(field) }
        return response
    }

    /// What is known of an error: a page for people, an object for machines.
    func errorReport(for request: Request) throws(APIError) -> Response {
        let wantsJSON = request.fields[.accept]?.contains("application/json") ?? false
        guard let text = Router.errorID(in: request.path), let id = ErrorID(text),
            let report = reports.open(id, at: configuration.clock())
        else {
            guard wantsJSON else { return ErrorPage.unknown }
            throw .unknownErrorReport
        }
        return wantsJSON
            ? .json(Self.bytes(of: report, id: id.text))
            : ErrorPage.response(for: report, id: id.text)
    }

    private static func bytes(of report: ErrorReport, id: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 320)
        writer.beginObject()
        writer.name("id")
        writer.string(id)
        writer.name("type")
        writer.string(report.kind.rawValue)
        writer.name("message")
        writer.string(report.message)
        writer.name("status")
        writer.integer(Int64(report.status.code))
        writer.name("endpoint")
        writer.string(report.endpoint)
        writer.name("time")
        writer.integer(report.time)
        writer.endObject()
        return writer.bytes
    }
}
