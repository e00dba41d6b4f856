import HTTPTypes
import Testing

@testable import HTTPServer

struct LimitTests {
    @Test(arguments: MalformedRequest.all)
    func `a malformed request is refused, and the refusal arrives`(
        _ request: MalformedRequest
    ) async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            // What follows is never read as a request, however much of it there is.
            let tail = String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 1000)
            try client.send(request.text + tail)
            let reply = try client.receive()
            #expect(reply.status == request.status)
            #expect(reply["connection"] == "close")
            client.shutdownSending()
            #expect(try client.isAtEnd())
            #expect(server.server.statistics.requests == 0)
            #expect(server.server.statistics.refusals == 1)
        }
    }

    @Test(arguments: [
        ("HEAD / HTTP/1.1\r\nA : b\r\n", 400), ("\r\nHEAD / HTTP/1.1\r\nA : b\r\n", 400),
        ("HEAD /#b HTTP/1.1\r\n", 400), ("HEAD / HTTP/3.0\r\n", 505),
        ("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413),
        ("HEAD /" + String(repeating: "a", count: 9000), 414),
    ])
    func `a refusal of HEAD has no body`(text: String, status: Int) async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            try client.send(text)
            client.shutdownSending()
            let reply = try client.receive(isHead: true)
            #expect(reply.status == status)
            #expect(reply["content-length"] != "0")
            #expect(try client.isAtEnd())
        }
    }

    @Test func `a body that is too large is refused before it is sent`() async throws {
        var limits = Limits()
        limits.bodyBytes = 1000
        try await TestServer.run(limits: limits) { server in
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
            #expect(try client.receive().status == 413)
        }
    }

    @Test func `a peer who goes on sending after a refusal can still read it`() async throws {
        var limits = Limits()
        limits.bodyBytes = 1000
        try await TestServer.run(limits: limits) { server in
            let client = try server.connect()
            let body = [UInt8](repeating: 1, count: 5_000_000)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n")
            try client.send(body)
            #expect(try client.receive().status == 413)
        }
    }

    @Test func `of two large bodies that do not fit together one is told to come again`()
        async throws
    {
        var limits = Limits()
        limits.bodyBytes = 200_000
        limits.heldBytes = 200_000
        try await TestServer.run(.length, limits: limits) { server in
            let clients = try (0..<2).map { _ in try server.connect() }
            for client in clients {
                try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
                try client.send([UInt8](repeating: 1, count: 190_000))
            }
            #expect(server.becomes { $0.refusals == 1 })
            // A small one is answered all the same.
            let small = try server.connect()
            let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"
            #expect(try small.exchange(head + "hello").status == 200)
            var statuses: [Int] = []
            for client in clients {
                try? client.send([UInt8](repeating: 1, count: 10_000))
                let reply = try client.receive()
                statuses.append(reply.status)
                if reply.status == 503 { #expect(reply["retry-after"] == "2") }
            }
            #expect(statuses.sorted() == [200, 503])
            let next = try server.connect()
            try next.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
            try next.send([UInt8](repeating: 1, count: 200_000))
            #expect(try next.receive().status == 200)
        }
    }

    @Test(arguments: [
        ("", nil), ("GET / HT", 408), ("GET / HTTP/1.1\r\nHost: a\r\n", 408),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhello", 408),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello", 408),
    ])
    func `what does not come to its end is ended`(text: String, status: Int?) async throws {
        var limits = Limits()
        limits.idleSeconds = 0.2
        limits.headSeconds = 0.1
        limits.bodySeconds = 0.15
        try await TestServer.run(limits: limits) { server in
            let client = try server.connect()
            if !text.isEmpty { try client.send(text) }
            if let status {
                #expect(try client.receive().status == status)
                client.shutdownSending()
            }
            #expect(try client.isAtEnd())
        }
    }

    @Test func `a connection closes when it is idle after an answer`() async throws {
        var limits = Limits()
        limits.idleSeconds = 0.1
        try await TestServer.run(limits: limits) { server in
            let client = try server.connect()
            #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try client.isAtEnd())
        }
    }

    @Test func `a peer who does not take its answer is cut off`() async throws {
        var limits = Limits()
        limits.writeSeconds = 0.2
        let body = [UInt8](repeating: 1, count: 16 * 1024 * 1024)
        let responder = TestResponder { _ in Response(status: .ok, body: .bytes(body)) }
        try await TestServer.run(responder, limits: limits) { server in
            let client = try TestClient(server.address, receiveBufferBytes: 4096)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let isCut = server.becomes { $0.requests == 1 && $0.connectionsOpen == 0 }
            #expect(isCut)
        }
    }

    @Test func `connections up to the limit are served and the next is told to come again`()
        async throws
    {
        var limits = Limits()
        limits.connections = 3
        try await TestServer.run(reactors: 2, limits: limits) { server in
            let clients = try (0..<3).map { _ in try server.connect() }
            for client in clients {
                #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            }
            let extra = try server.connect()
            let reply = try extra.receive()
            #expect(reply.status == 503)
            #expect(reply["retry-after"] == "1")
            #expect(reply["connection"] == "close")
            for client in clients {
                #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            }
        }
    }
}
