import HTTPTypes
import Testing

@testable import HTTPServer

struct StreamTests {
    private static func streaming(
        _ produce: @escaping @Sendable (ResponseWriter) async throws -> Void
    ) -> TestResponder {
        TestResponder { _ in
            Response(
                status: .ok, fields: [.contentType: "text/plain"], body: .stream(produce))
        }
    }

    private static let lines = streaming { writer in
        for number in 0..<1000 { try await writer.write(Array("line \(number)\n".utf8)) }
    }
    private static let linesText = (0..<1000).map { "line \($0)\n" }.joined()

    @Test func `a stream comes in chunks and the connection goes on`() async throws {
        try await TestServer.run(Self.lines) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let reply = try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.isChunked)
                #expect(reply.text == Self.linesText)
            }
        }
    }

    @Test func `a stream to HTTP 1 0 ends with the connection`() async throws {
        try await TestServer.run(Self.lines) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let text = String(decoding: try client.receiveToEnd(), as: UTF8.self)
            #expect(!text.contains("Transfer-Encoding"))
            #expect(text.contains("Connection: close"))
            #expect(text.hasSuffix("\r\n\r\n" + Self.linesText))
        }
    }

    @Test func `HEAD of a stream runs nothing`() async throws {
        let responder = Self.streaming { _ in Issue.record("the stream ran") }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let reply = try client.exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", isHead: true)
                #expect(reply.status == 200)
            }
        }
    }

    @Test func `each piece of a compressed stream can be read when it is written`() async throws {
        let gate = Gate()
        let responder = Self.streaming { writer in
            try await writer.write(Array("first".utf8))
            await gate.wait()
            try await writer.write(Array(" second".utf8))
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            // The gate opens only once the first piece has been seen.
            while !client.hasReceived(Array("\r\n\r\n".utf8)) { _ = try client.fill() }
            while !client.hasReceived([0x00, 0x00, 0xFF, 0xFF]) { _ = try client.fill() }
            gate.open()
            let reply = try client.receive()
            #expect(reply["content-encoding"] == "gzip")
            var inflater = Inflater()
            var plain: [UInt8] = []
            try inflater.inflate(reply.body.span, into: &plain, limitBytes: 100)
            #expect(plain == Array("first second".utf8))
        }
    }

    @Test(arguments: ["HTTP/1.1\r\nHost: a", "HTTP/1.0"])
    func `a stream that throws is cut, so that half is not taken for whole`(
        version: String
    ) async throws {
        struct Failure: Error {}
        let seen = Gate()
        let responder = Self.streaming { writer in
            try await writer.write(Array("half".utf8))
            await seen.wait()
            throw Failure()
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            try client.send("GET / \(version)\r\n\r\n")
            while !client.hasReceived(Array("half".utf8)) { _ = try client.fill() }
            seen.open()
            #expect(throws: SystemError(call: "recv", code: 104)) { _ = try client.receiveToEnd() }
        }
    }

    @Test func `a slow reader holds the writer up and not the memory`() async throws {
        let total = 64 * 1024 * 1024
        let piece = [UInt8](repeating: 1, count: 64 * 1024)
        let counter = Counter()
        let responder = Self.streaming { writer in
            for _ in 0..<(total / piece.count) {
                try await writer.write(piece)
                counter.add(piece.count)
            }
        }
        try await TestServer.run(responder) { server in
            let client = try TestClient(server.address, receiveBufferBytes: 64 * 1024)
            try client.send("GET / HTTP/1.0\r\n\r\n")
            // Other connections are served meanwhile; when the writer has come to rest, what it
            // got rid of is what system and server hold between them.
            counter.waitUntilStill()
            #expect(counter.value < 16 * 1024 * 1024)
            #expect(try client.receiveToEnd().count > total)
            #expect(counter.value == total)
        }
    }

    @Test func `a writer whose reader has gone is told`() async throws {
        let failed = Counter()
        let responder = Self.streaming { writer in
            let piece = [UInt8](repeating: 1, count: 64 * 1024)
            do {
                while true { try await writer.write(piece) }
            } catch {
                failed.add(1)
                throw error
            }
        }
        try await TestServer.run(responder) { server in
            do {
                let client = try server.connect()
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.fill()
            }
            failed.waitUntil { $0 == 1 }
            #expect(failed.value == 1)
        }
    }

    @Test func `pieces from child tasks of a stream all arrive`() async throws {
        let responder = Self.streaming { writer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await writer.write([UInt8](repeating: 65, count: 50_000)) }
                }
                try await group.waitForAll()
            }
        }
        try await TestServer.run(responder) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.body.count == 1_000_000)
        }
    }

    @Test func `a stream to a fast reader holds up no other connection`() async throws {
        let stop = Counter()
        let responder = TestResponder { request in
            guard request.path == "/stream" else { return .text("quick") }
            return Response(
                status: .ok,
                body: .stream { writer in
                    let piece = [UInt8](repeating: 1, count: 16 * 1024)
                    while stop.value == 0 { try await writer.write(piece) }
                })
        }
        try await TestServer.run(responder) { server in
            let reader = try server.connect()
            try reader.send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let other = try server.connect()
            for _ in 0..<50 {
                _ = try reader.fill()
                #expect(try other.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text == "quick")
            }
            stop.add(1)
        }
    }
}
