internal import HTTPServer
internal import HTTPTypes
internal import JSON
internal import Privacy

extension PrivacyAPI {
    /// Answers what anybody may ask about the service itself.
    func perform(
        _ operation: Operation, for request: Request
    ) async throws(APIError) -> Response {
        switch operation {
        case .health: .ok
        case .readiness: await readiness()
        case .metrics: metrics()
        case .openAPI: .json(OpenAPIDocument.bytes)
        case .securityContact: try securityContact()
        case .errorReport: try errorReport(for: request)
        }
    }

    private func securityContact() throws(APIError) -> Response {
        guard let contact = configuration.securityContact else { throw .noSecurityContact }
        return SecurityText(contact: contact, baseURL: configuration.baseURL)
            .response(at: configuration.clock())
    }

    private func readiness() async -> Response {
        guard let reason = await store.unavailability() else { return ready() }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("status")
        writer.string("unavailable")
        writer.name("reason")
        writer.string(reason)
        writer.endObject()
        return .json(writer.bytes, status: .serviceUnavailable)
    }

    private func ready() -> Response {
        let notices = store.notices
        guard !notices.isEmpty else { return .ok }
        return .ok { writer in
            writer.name("notices")
            writer.list(notices) { $0.string($1) }
        }
    }

    private func metrics() -> Response {
        var text = PrometheusText()
        text.endpoints(router.endpoints)
        text.errors(errors)
        text.limits(gate.held)
        text.store(store.statistics)
        if let serverStatistics { text.server(serverStatistics()) }
        text.process(ProcessFigures())
        return Response(
            status: .ok,
            fields: [
                .contentType: PrometheusText.contentType, .cacheControl: "no-store",
            ], body: .bytes(Array(text.text.utf8)))
    }
}
