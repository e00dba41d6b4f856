import HTTPServer
import Crypto
import Foundation
import HTTPTypes
import JSON
import Privacy
import Testing

@testable import PrivacyAPI

/// What the service says of itself.
struct OperationsTests {
    @Test func `a living and ready service says so`() async throws {
        let service = try TestService()
        #expect(await service.send(.get, "/health").text == #"{"status":"ok"}"#)
        #expect(await service.send(.get, "/v2/ready").text == #"{"status":"ok"}"#)
    }

    @Test func `metrics count by endpoint and status`() async throws {
        let service = try TestService()
        for _ in 0..<3 { _ = await service.get("/v2/privacy/info", "customer=1") }
        _ = await service.get("/privacy/info")
        _ = await service.get("/somewhere")
        let metrics = await service.send(.get, "/metrics")
        #expect(metrics.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            #"oblio_requests_total{endpoint="privacy/info",status="2xx"} 3"#,
            #"oblio_requests_total{endpoint="privacy/info",status="4xx"} 1"#,
            #"oblio_requests_total{endpoint="unknown",status="4xx"} 1"#,
            #"oblio_request_duration_seconds_bucket{endpoint="privacy/info",le="+Inf"} 4"#,
            #"oblio_request_duration_seconds_count{endpoint="privacy/info"} 4"#,
            #"oblio_errors_total{type="LogicalError"} 1"#,
            #"oblio_errors_total{type="ParsingError"} 1"#, "oblio_store_open_shops 1",
        ] { #expect(metrics.text.contains(line + "\n"), "\(line)") }
        #expect(!metrics.text.contains("somewhere"))
    }

    @Test func `a histogram's buckets add up`() {
        let meter = EndpointMeter()
        for microseconds: Int64 in [50, 100, 101, 999, 20_000_000] {
            meter.record(.ok, microseconds: microseconds)
        }
        let counts = meter.current
        #expect(counts.byBucket.first == 2)
        #expect(counts.byBucket.last == 1)
        #expect(counts.byBucket.reduce(0, +) == 5)
        #expect(counts.totalMicroseconds == 20_001_250)
    }

    @Test func `the document served is the document to read`() async throws {
        let service = try TestService()
        let document = await service.send(.get, "/openapi.json")
        let source = try Data(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Docs/openapi.yaml"))
        let digest = SHA256.hash(data: source).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        guard case .object(let info) = document["info"] else {
            Issue.record("no info in the document")
            return
        }
        #expect(
            info["x-source-sha256"] == .string(digest.joined()), "run scripts/make-openapi")
    }

    @Test func `the document has every route, and no other`() async throws {
        let service = try TestService()
        let document = await service.send(.get, "/openapi.json")
        guard case .object(let paths) = document["paths"] else {
            Issue.record("no paths in the document")
            return
        }
        var documented: Set<String> = []
        for path in paths.members {
            guard case .object(let operations) = path.value else { continue }
            for operation in operations.members {
                documented.insert("\(operation.name.uppercased()) \(path.name.dropFirst())")
            }
        }
        var served: Set<String> = []
        for endpoint in Router(Route.table).endpoints where endpoint.exists {
            for method in endpoint.allow.split(separator: ", ") where method != "HEAD" {
                served.insert("\(method) \(endpoint.pattern)")
            }
        }
        #expect(documented == served)
    }

    @Test func `the error page's policy lets its own style in`() {
        let digest = Data(SHA256.hash(data: Data(ErrorPage.style.utf8))).base64EncodedString()
        #expect(ErrorPage.styleDigest == digest)
    }
}
