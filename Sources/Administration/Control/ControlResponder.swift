internal import HTTPServer
internal import HTTPTypes
internal import JSON
internal import Privacy
internal import PrivacyAPI

/// Answers the commands that come through the control socket.
///
/// `POST /NAME` with an operation as JSON gives its outcome, or of a long one lines that say how far
/// it is; `POST /report` gives a report on a subject as it is read. Only the owner of the data folder can open the socket, so there are no
/// keys here.
struct ControlResponder: Responder {
    /// Deeper than what a shop may send, by the levels that a batch of records adds.
    private static let limits = JSONLimits(depth: JSONLimits().depth + 8)

    private typealias Handler =
        @Sendable (LocalAdministration, JSONObject) async throws(AdministrationError) -> JSONObject

    private typealias LongHandler =
        @Sendable (LocalAdministration, JSONObject, @escaping MaintenanceProgress.Report)
        async throws(AdministrationError) -> JSONObject

    private let administration: LocalAdministration
    private let work: LongWork

    init(_ administration: LocalAdministration, work: LongWork) {
        self.administration = administration
        self.work = work
    }

    /// Every operation by its path.
    private static let handlers: [String: Handler] = Dictionary(
        uniqueKeysWithValues: [
            handler(for: CreateShop.self), handler(for: ListShops.self),
            handler(for: DescribeShop.self), handler(for: ConfigureShop.self),
            handler(for: AddPrivateKey.self), handler(for: RevokePrivateKeys.self),
            handler(for: SetShopDisabled.self), handler(for: DeleteShop.self),
            handler(for: EraseSubject.self), handler(for: ImportRecords.self),
            handler(for: ShowReceipt.self), handler(for: ReadAudit.self),
            handler(for: ListSuppressions.self), handler(for: LiftSuppression.self),
            handler(for: InspectService.self),
        ])

    /// Every long operation by its path.
    private static let longHandlers: [String: LongHandler] = Dictionary(
        uniqueKeysWithValues: [
            longHandler(for: BackUp.self), longHandler(for: RestoreSnapshot.self),
            longHandler(for: PurgeFiles.self), longHandler(for: VerifyData.self),
        ])

    private static func handler<Wish: Operation>(for wish: Wish.Type) -> (String, Handler) {
        let handler: Handler = { administration, json async throws(AdministrationError) in
            try await administration.perform(Wish(json: json)).json
        }
        return ("/" + Wish.name, handler)
    }

    private static func longHandler<Wish: LongOperation>(
        for wish: Wish.Type
    ) -> (String, LongHandler) {
        let handler: LongHandler = {
            administration, json, progress async throws(AdministrationError) in
            try await administration.perform(Wish(json: json), progress: progress).json
        }
        return ("/" + Wish.name, handler)
    }

    func respond(to request: Request) async -> Response {
        do throws(AdministrationError) {
            let json = try Self.message(in: request)
            if request.path == ControlPath.report { return try await report(json) }
            if let handler = Self.longHandlers[request.path] { return try begin(handler, json) }
            guard let handler = Self.handlers[request.path] else {
                throw AdministrationError(.failed, "this version does not know the operation")
            }
            return Self.answer(.ok, try await handler(administration, json))
        } catch {
            return Self.answer(.badRequest, error.json)
        }
    }

    func response(to failure: RequestFailure, id: RequestID) -> Response {
        Self.answer(failure.status, AdministrationError(.failed, failure.message).json)
    }

    /// Begins a long operation and answers line by line.
    ///
    /// The server has no time-out for an answer that is being made, however long it is silent.
    private func begin(
        _ handler: @escaping LongHandler, _ json: JSONObject
    ) throws(AdministrationError) -> Response {
        // A command that reads slowly misses what is old; the last line is never dropped.
        let (lines, feed) = AsyncStream<ControlLine>.makeStream(
            bufferingPolicy: .bufferingNewest(8))
        let administration = administration
        try work.begin {
            do throws(AdministrationError) {
                let outcome = try await handler(administration, json) { feed.yield(.progress($0)) }
                feed.yield(.outcome(outcome))
            } catch {
                feed.yield(.error(error))
            }
            feed.finish()
        }
        return Response(
            status: .ok, fields: [.contentType: "application/jsonl"],
            body: .stream { body in
                for await line in lines { try await body.write(line.bytes) }
            })
    }

    private func report(_ json: JSONObject) async throws(AdministrationError) -> Response {
        let shop = try Members(json).text("shop")
        let text = try await administration.report(on: SubjectQuery(json: json), in: shop)
        return Response(
            status: .ok,
            body: .stream { body in try await text.write { try await body.write($0) } })
    }

    private static func message(in request: Request) throws(AdministrationError) -> JSONObject {
        let value = try? JSONReader.value(of: request.body, limits: limits)
        guard request.method == .post, case .object(let object)? = value else {
            throw AdministrationError(.failed, "the control socket takes a JSON object by POST")
        }
        return object
    }

    private static func answer(_ status: HTTPResponse.Status, _ json: JSONObject) -> Response {
        Response(
            status: status, fields: [.contentType: "application/json"],
            body: .bytes(JSONWriter.bytes(of: .object(json))))
    }
}
