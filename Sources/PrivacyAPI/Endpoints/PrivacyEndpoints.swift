internal import HTTPServer
internal import JSON
internal import Privacy

/// What is held about a subject, and its erasure.
enum PrivacyEndpoints {
    /// Everything that is held.
    static func info(_ call: ShopCall) async throws(APIError) -> Response {
        let subject = try subject(of: call.arguments)
        do {
            return answer(
                SubjectReportText(
                    try await call.store.report(on: subject, for: call.call, in: call.shop)))
        } catch {
            throw APIError(error)
        }
    }

    /// The erasure, or what it would erase and keep.
    static func forget(_ call: ShopCall) async throws(APIError) -> Response {
        let subject = try subject(of: call.arguments)
        let isPreview = try call.arguments.optional(.preview, as: .flag) ?? false
        do {
            guard isPreview else {
                let erasure = try await call.store.erase(subject, for: call.call, in: call.shop)
                return .ok { writer in
                    writer.name("receipt")
                    writer.string(erasure.receipt.text)
                }
            }
            return preview(
                try await call.store.erasurePreview(of: subject, for: call.call, in: call.shop))
        } catch {
            throw APIError(error)
        }
    }

    private static func subject(of arguments: Arguments) throws(APIError) -> SubjectQuery {
        let subject = SubjectQuery(
            email: try arguments.optional(.email, as: .email),
            customer: try arguments.optional(.customer, as: .customer),
            visitor: try arguments.optional(.visitor, as: .visitor))
        guard subject.visitor?.text != VisitorID.automatic else { throw .automaticVisitor }
        guard !subject.isEmpty else { throw .noSubject }
        return subject
    }

    /// At once, or as a stream when the history is long; a stream that fails is cut.
    private static func answer(_ text: SubjectReportText) -> Response {
        guard text.isWhole else {
            return .json(streaming: { body in try await text.write { try await body.write($0) } })
        }
        var text = text
        return .json(text.take())
    }

    private static func preview(_ counts: ErasureCounts) -> Response {
        .ok { writer in
            writer.name("preview")
            writer.beginObject()
            writer.name("erase")
            writer.counts(counts.erased)
            writer.name("keep")
            writer.counts(counts.kept)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func counts(_ counts: [(kind: String, count: Int)]) {
        beginObject()
        for (kind, count) in counts {
            member(kind)
            integer(Int64(count))
        }
        endObject()
    }
}
