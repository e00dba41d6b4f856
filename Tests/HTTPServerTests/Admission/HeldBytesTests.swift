import HTTPServer
import Testing

/// What all connections together may hold of what their peers have sent.
struct HeldBytesTests {
    private static let half = String(repeating: "x", count: 40_000)

    private static let more = String(repeating: "x", count: 60_000)

    private static func head(_ length: Int) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
    }

    @Test func `who sends more than all may hold is refused, and small requests go on`()
        async throws
    {
        var limits = Limits()
        limits.heldBytes = 130_000
        limits.bodyBytes = 100_000
        try await TestServer.run(.length, limits: limits) { server in
            let waiting = try (0..<2).map { _ in try server.connect() }
            for client in waiting { try client.send(Self.head(80_000) + Self.half) }
            // Both are held: only the next large one is too many.
            let small = try server.connect().exchange(Self.head(3) + "abc")
            #expect(small.status == 200)
            // What has come whole is answered: this lacks a byte.
            let large = try server.connect().exchange(Self.head(60_001) + Self.more)
            #expect(large.status == 503)
            #expect(large["retry-after"] == "2")
            #expect(large["connection"] == "close")
            // What was given back can be held again.
            try waiting[0].send(Self.half)
            #expect(try waiting[0].receive().status == 200)
            let again = try server.connect().exchange(Self.head(60_000) + Self.more)
            #expect(again.status == 200)
        }
    }

    @Test func `a connection that has gone holds nothing`() async throws {
        var limits = Limits()
        limits.heldBytes = 50_000
        limits.bodyBytes = 50_000
        try await TestServer.run(.length, limits: limits) { server in
            for _ in 0..<10 {
                do {
                    let client = try server.connect()
                    try client.send(Self.head(50_000) + Self.half)
                    // Answered behind it on the same reactor: so what was sent has been read.
                    #expect(try server.connect().exchange(Self.head(3) + "abc").status == 200)
                }
                #expect(server.becomes { $0.connectionsOpen == 0 })
            }
            let last = try server.connect().exchange(Self.head(40_000) + Self.half)
            #expect(last.status == 200)
        }
    }

    @Test func `answers that nobody takes are held for as many as there is memory for`()
        async throws
    {
        var limits = Limits()
        limits.heldBytes = 20_000_000
        let large = TestResponder { request in
            .text(String(repeating: "y", count: request.path == "/large" ? 6_000_000 : 3))
        }
        let ask = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
        try await TestServer.run(large, limits: limits) { server in
            var takers: [TestClient] = []
            var statuses: [Int] = []
            // Each takes no more than its socket does; what it does not take (4 MB by default) is held here.
            for _ in 0..<40 where statuses.last != 503 {
                let client = try TestClient(server.address, receiveBufferBytes: 4_096)
                try client.send(ask)
                takers.append(client)
                let probe = try server.connect()
                #expect(try probe.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
                statuses.append(try probe.exchange(ask).status)
            }
            #expect(statuses.first == 200 && statuses.last == 503)
            for client in takers.dropLast(2) {
                #expect(try client.receive().text.count == 6_000_000)
            }
            let again = try server.connect().exchange(ask)
            #expect(again.status == 200)
        }
    }
}
