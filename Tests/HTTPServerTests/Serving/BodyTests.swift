import HTTPTypes
import Testing

@testable import HTTPServer

struct BodyTests {
    private static let mirror = TestResponder { request in
        Response(status: .ok, body: .bytes(request.body))
    }

    private static func post(_ fields: String, _ body: [UInt8]) -> [UInt8] {
        Array("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".utf8) + body
    }

    @Test(arguments: [0, 1, 1000, 100_000, 3_000_000])
    func `a body of any size comes back as it was`(count: Int) async throws {
        try await TestServer.run(Self.mirror) { server in
            let client = try server.connect()
            let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            for _ in 0..<2 {
                try client.send(Self.post("Content-Length: \(count)", body))
                #expect(try client.receive().body == body)
            }
        }
    }

    @Test func `a chunked body comes back as it was`() async throws {
        try await TestServer.run(Self.mirror) { server in
            let client = try server.connect()
            let chunk = [UInt8](repeating: 7, count: 70_000)
            let size = String(chunk.count, radix: 16)
            let framed = Array("\(size)\r\n".utf8) + chunk + Array("\r\n".utf8)
            let chunks = (0..<10).flatMap { _ in framed }
            try client.send(
                Self.post("Transfer-Encoding: chunked", chunks + Array("0\r\n\r\n".utf8)))
            #expect(try client.receive().body.count == 700_000)
        }
    }

    @Test(arguments: ["gzip", "X-GZip"])
    func `a gzip body arrives inflated`(coding: String) async throws {
        try await TestServer.run(Self.mirror) { server in
            let client = try server.connect()
            let body = Array(String(repeating: "hello ", count: 10_000).utf8)
            let compressed = Gzip.compress(body)
            let fields = "Content-Encoding: \(coding)\r\nContent-Length: \(compressed.count)"
            try client.send(Self.post(fields, compressed))
            #expect(try client.receive().body == body)
        }
    }

    @Test func `a gzip body that is cut off, spoiled or too large is refused`() async throws {
        var limits = Limits()
        limits.bodyBytes = 50_000
        try await TestServer.run(Self.mirror, limits: limits) { server in
            let bytes = Array(String(repeating: "hello ", count: 1000).utf8)
            let compressed = Gzip.compress(bytes)
            var spoiled = compressed
            spoiled[20] ^= 0xFF
            let bomb = Gzip.compress([UInt8](repeating: 0, count: 50_001))
            let fits = Gzip.compress([UInt8](repeating: 0, count: 50_000))
            let cases = [
                (Array(compressed.dropLast(3)), 400), (spoiled, 400), (bytes, 400), (bomb, 413),
                (fits, 200),
            ]
            for (body, status) in cases {
                let client = try server.connect()
                let fields = "Content-Encoding: gzip\r\nContent-Length: \(body.count)"
                try client.send(Self.post(fields, body))
                #expect(try client.receive().status == status)
            }
        }
    }

    @Test(arguments: [
        ("gzip", 1024, "application/json", true), ("gzip", 1023, "application/json", false),
        ("gzip;q=0", 5000, "application/json", false), ("br", 5000, "application/json", false),
        ("gzip", 5000, "image/png", false), ("gzip", 5000, "text/html; charset=utf-8", true),
    ])
    func `an answer is compressed when asked for and worth it`(
        accepted: String, count: Int, type: String, isCompressed: Bool
    ) async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        let responder = TestResponder { _ in
            Response(status: .ok, fields: [.contentType: type], body: .bytes(body))
        }
        try await TestServer.run(responder) { server in
            let request = "/ HTTP/1.1\r\nHost: a\r\nAccept-Encoding: \(accepted)\r\n\r\n"
            let client = try server.connect()
            for _ in 0..<2 {
                let reply = try client.exchange("GET \(request)")
                #expect(reply["content-encoding"] == (isCompressed ? "gzip" : nil))
                #expect(try (isCompressed ? Gzip.decompress(reply.body) : reply.body) == body)
                let head = try client.exchange("HEAD \(request)", isHead: true)
                #expect(head["content-length"] == reply["content-length"])
            }
        }
    }

    @Test func `caches are told that an answer depends on Accept-Encoding`() async throws {
        let long = String(repeating: "x", count: 2000)
        try await TestServer.run(TestResponder { _ in .text(long) }) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply["vary"] == "Accept-Encoding")
            #expect(reply["content-encoding"] == nil)
        }
    }

    @Test func `a body that is encoded already is left alone`() async throws {
        let body = [UInt8](repeating: 1, count: 5000)
        let responder = TestResponder { _ in
            Response(
                status: .ok, fields: [.contentType: "text/plain", .contentEncoding: "br"],
                body: .bytes(body))
        }
        try await TestServer.run(responder) { server in
            let reply = try server.connect().exchange(
                "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            #expect(reply["content-encoding"] == "br")
            #expect(reply.body == body)
        }
    }

    @Test func `a large body is compressed in slices`() async throws {
        let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 9) }
        let responder = TestResponder { _ in
            Response(status: .ok, fields: [.contentType: "text/plain"], body: .bytes(body))
        }
        try await TestServer.run(responder) { server in
            let reply = try server.connect().exchange(
                "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            #expect(reply.isChunked)
            #expect(try Gzip.decompress(reply.body) == body)
        }
    }

    @Test func `100 Continue comes before the body is sent`() async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            let interim = try client.exchange(
                "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(interim.status == 100)
            #expect(try client.exchange("hello").text == "POST /a [hello]")
        }
    }
}
