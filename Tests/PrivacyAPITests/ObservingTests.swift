import HTTPServer
import HTTPTypes
import Privacy
import PrivacyAPI
import Synchronization
import Testing

/// What is told of requests, for logs.
struct ObservingTests {
    final class Records: Sendable {
        private let records = Mutex([RequestRecord]())
        var all: [RequestRecord] { records.withLock { $0 } }
        func add(_ record: RequestRecord) { records.withLock { $0.append(record) } }
    }

    private static func service() throws -> (TestService, Records) {
        let records = Records()
        return (try TestService { $0.onAnswer = { records.add($0) } }, records)
    }

    @Test func `an answered request is told of, by what the service itself calls it`() async throws
    {
        let (service, records) = try Self.service()
        _ = await service.get("/v2/privacy/info", "email=jane@shop.example")
        let record = try #require(records.all.first)
        #expect(record.method == "GET" && record.endpoint == "privacy/info")
        #expect(record.status == 200 && record.shop == service.shop.id.text)
        #expect(record.error == nil && record.microseconds >= 0)
    }

    @Test func `an error is told of by the id that its caller got`() async throws {
        let (service, records) = try Self.service()
        let answer = await service.get("/v2/privacy/info")
        let record = try #require(records.all.first)
        #expect(record.status == 400 && record.error?.type == "ParsingError")
        #expect(record.error?.id == answer.text("id"))
    }

    @Test func `nothing that a caller chose is told`() async throws {
        let (service, records) = try Self.service()
        let secret = "jane@shop.example"
        let method = try #require(HTTPRequest.Method(rawValue: "JANE"))
        _ = await service.send(method, "/\(secret)?q=\(secret)", fields: [.userAgent: secret])
        _ = await service.send(
            .post, "/v2/privacy/forget?email=\(secret)&key=\(secret)", body: secret)
        _ = service.api.response(
            to: RequestFailure(status: .badRequest, message: "malformed"), id: RequestID())
        #expect(records.all.count == 3)
        #expect(records.all.map(\.method) == ["other", "POST", "none"])
        let text = "\(records.all)"
        #expect(!text.lowercased().contains("jane"), "\(text)")
    }
}
