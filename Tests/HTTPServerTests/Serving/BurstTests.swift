import Foundation
import HTTPServer
import Synchronization
import Testing

/// Requests of many connections that come to a reactor in one turn.
struct BurstTests {
    /// A responder that can hold up its reactor, and with it all that comes meanwhile.
    private final class Dam: Sendable {
        private let opened = Atomic(0)

        /// Lets go on what waits at dams up to this number.
        func open(_ number: Int = .max) { opened.store(number, ordering: .releasing) }

        var responder: TestResponder {
            TestResponder { request in
                if let dam = request.path.split(separator: "dam").last.flatMap({ Int($0) }) {
                    while self.opened.load(ordering: .acquiring) < dam { usleep(1_000) }
                }
                let length = request.path.hasSuffix("3") ? 10_000 : 1
                return .text(
                    String(repeating: request.path + " \(request.body.count)", count: length))
            }
        }
    }

    /// Runs `send` while the one reactor is held up, and then `receive`.
    private static func burst(
        limits: Limits = Limits(), connections: Int,
        send: @escaping @Sendable (inout [TestClient]) throws -> Void,
        receive: @escaping @Sendable (TestServer, [TestClient]) throws -> Void
    ) async throws {
        let dam = Dam()
        try await TestServer.run(dam.responder, limits: limits) { server in
            defer { dam.open() }
            var clients = try (0..<connections).map { _ in try server.connect() }
            #expect(server.becomes { $0.connectionsOpen == connections })
            let first = try server.connect()
            try first.send("GET /dam1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(server.becomes { $0.requests == 1 })
            try send(&clients)
            dam.open()
            #expect(try first.receive().text == "/dam1 0")
            try receive(server, clients)
        }
    }

    @Test func `all are answered, also beside large answers and peers that have gone`()
        async throws
    {
        try await Self.burst(connections: 100) { clients in
            for (number, client) in clients.enumerated() {
                try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            clients.removeLast(20)
        } receive: { (server, clients) throws in
            for (number, client) in clients.enumerated() {
                let text = "/\(number) 0"
                let length = number % 10 == 3 ? 10_000 : 1
                #expect(try client.receive().text == String(repeating: text, count: length))
            }
            #expect(server.becomes { $0.requests == 101 && $0.connectionsOpen == 81 })
            #expect(try clients[0].exchange("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").text == "/a 0")
        }
    }

    @Test func `who waited for another thread goes on before all that came in meanwhile`()
        async throws
    {
        let done = Mutex((all: 0, beforeElsewhere: 0))
        let responder = TestResponder { request in
            if request.path == "/elsewhere" {
                await withCheckedContinuation { continuation in
                    Thread { continuation.resume() }.start()
                }
                done.withLock { $0.beforeElsewhere = $0.all }
            } else {
                usleep(request.path == "/first" ? 200_000 : 10_000)
                done.withLock { $0.all += 1 }
            }
            return .text("done")
        }
        try await TestServer.run(responder) { server in
            let clients = try (0..<22).map { _ in try server.connect() }
            #expect(server.becomes { $0.connectionsOpen == clients.count })
            // The first holds the reactor up until the others are there.
            for (path, client) in zip(["first", "elsewhere"], clients) {
                try client.send("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(path != "first" || server.becomes { $0.requests == 1 })
            }
            for client in clients.dropFirst(2) {
                try client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            for client in clients { #expect(try client.receive().text == "done") }
        }
        #expect((1..<11).contains(done.withLock(\.beforeElsewhere)))
    }

    @Test func `nobody is refused for what is answered in the same turn`() async throws {
        var limits = Limits()
        limits.heldBytes = 150_000
        limits.bodyBytes = 100_000
        let body = String(repeating: "x", count: 45_000)
        // Four of these are more than all may hold, but the last can be answered.
        try await Self.burst(limits: limits, connections: 4) { clients in
            for client in clients.dropLast() { try client.send(Self.head(45_001) + body) }
            try clients[3].send(Self.head(45_000) + body)
        } receive: { (_, clients) throws in
            #expect(try clients[3].receive().text == "/body 45000")
            for client in clients.dropLast() {
                try client.send("x")
                #expect(try client.receive().text == "/body 45001")
            }
        }
    }

    @Test func `a peer that resets after its request was received is let go at once`() async throws
    {
        var limits = Limits()
        limits.idleSeconds = 600
        let dam = Dam()
        try await TestServer.run(dam.responder, limits: limits) { server in
            defer { dam.open() }
            let (first, second) = (try server.connect(), try server.connect())
            var gone: TestClient? = try server.connect()
            #expect(server.becomes { $0.connectionsOpen == 3 })
            try first.send("GET /dam1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(server.becomes { $0.requests == 1 })
            // Both are received in the turn after this, before either is answered.
            try second.send("GET /dam2 HTTP/1.1\r\nHost: a\r\n\r\n")
            try gone?.send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n")
            dam.open(1)
            #expect(server.becomes { $0.requests == 2 })
            gone?.resetWhenClosed()
            gone = nil
            dam.open(2)
            #expect(try second.receive().text == "/dam2 0")
            #expect(server.becomes { $0.requests == 3 && $0.connectionsOpen == 2 })
        }
    }

    private static func head(_ length: Int) -> String {
        "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
    }
}
