import Foundation
import FoundationNetworking
import HTTPServer
import JSON
import Privacy
import PrivacySQLite
import Testing

/// A history of many pages, over a real socket.
struct StreamTests {
    @Test func `a history of many pages comes whole and in order`() async throws {
        let service = try TestService()
        let count = 25_000
        let visitor = VisitorID("v")
        for start in stride(from: 0, to: count, by: 5_000) {
            let changes = (start..<start + 5_000).map {
                Change.activity(
                    ActivityRecord(
                        visitor: visitor, action: .click(product: String($0)),
                        time: 1_000_000 + Int64($0)))
            }
            _ = try await service.store.apply(
                changes, of: Call(origin: .shop, time: service.now), in: service.shop)
        }
        let server = Server(
            configuration: ServerConfiguration(listen: [.tcp(host: "127.0.0.1", port: 0)]),
            responder: service.api)
        guard case .tcp(_, let port) = try server.start().first else {
            Issue.record("the server listens nowhere")
            return
        }
        let url = try #require(
            URL(string: "http://127.0.0.1:\(port)/privacy/info?\(service.keys)&visitor=v"))
        let (body, _) = try await URLSession.shared.data(from: url)
        await server.stop(graceSeconds: 5)
        guard case .object(let report) = try JSONReader.value(of: Array(body)),
            case .array(let activity) = report["activity"]
        else {
            Issue.record("no history in the answer")
            return
        }
        #expect(activity.count == count)
        let expected = (0..<count).reversed().map {
            JSONValue.number(JSONNumber(1_000_000 + Int64($0)))
        }
        let times = activity.map { entry in
            if case .object(let object) = entry { object["time"] ?? .null } else { JSONValue.null }
        }
        #expect(times == expected)
    }
}
