import Testing

@testable import HTTPServer

struct HandoverTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A server at that address, or at a free port, that does not run yet.
    private static func server(
        _ responder: TestResponder = .echo, port: UInt16 = 0, reactors: Int = 2
    ) -> Server {
        var configuration = ServerConfiguration(
            listen: [.tcp(host: "127.0.0.1", port: port)], reactors: reactors)
        // A machine that is busy with other tests may come to the next step of one late.
        configuration.limits.idleSeconds = 3_600
        configuration.limits.bodySeconds = 3_600
        return Server(configuration: configuration, responder: responder)
    }

    @Test func `connections go on at the next server, wherever they are`() async throws {
        let first = Self.server()
        let address = try first.start()[0]
        let clients = try await TestServer.onThread {
            let idle = try TestClient(address)
            #expect(try idle.exchange(Self.get).text == "GET /a []")
            let begun = try TestClient(address)
            try begun.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            return Clients(idle, begun)
        }
        let handover = await first.handOver(graceSeconds: 30)
        #expect(handover.connections.count == 2)
        #expect(throws: ServerError.self) { _ = try Self.server(port: address.port).start() }
        // The system takes the connection, and it waits.
        let waiting = try await TestServer.onThread {
            let client = try TestClient(address)
            try client.send(Self.get)
            return Clients(client)
        }
        let second = Self.server(port: address.port)
        #expect(try second.start(adopting: handover) == [address])
        try await TestServer.onThread { () throws -> Void in
            #expect(try clients[0].exchange(Self.get).text == "GET /a []")
            #expect(try clients[1].exchange("llo").text == "POST /b [hello]")
            #expect(try waiting[0].receive().text == "GET /a []")
            #expect(try TestClient(address).exchange(Self.get).text == "GET /a []")
        }
        #expect(second.statistics.connectionsAccepted == 4)
        await second.stop(graceSeconds: 0)
    }

    @Test func `a running request is finished, and its connection goes on`() async throws {
        let (gate, running) = (Gate(), Counter())
        let first = Self.server(
            TestResponder { _ in
                running.add(1)
                await gate.wait()
                return .text("done")
            })
        let address = try first.start()[0]
        let clients = try await TestServer.onThread {
            let client = try TestClient(address)
            try client.send(Self.get + Self.get)
            running.waitUntil { $0 == 1 }
            return Clients(client)
        }
        async let handedOver = first.handOver(graceSeconds: 30)
        gate.open()
        let handover = await handedOver
        // The second of both may have been answered before the handover began, and else is left.
        let answered = running.value
        let second = Self.server(TestResponder { _ in .text("next") })
        _ = try second.start(adopting: handover)
        try await TestServer.onThread { () throws -> Void in
            let replies = [try clients[0].receive(), try clients[0].receive()]
            #expect(replies.map(\.text) == ["done", answered == 2 ? "done" : "next"])
            #expect(replies.allSatisfy { $0["connection"] == nil })
            #expect(try clients[0].exchange(Self.get).text == "next")
        }
        await second.stop(graceSeconds: 0)
    }

    @Test func `what is not finished in time is cut and not given away`() async throws {
        let (gate, running) = (Gate(), Counter())
        let first = Self.server(
            TestResponder { _ in
                running.add(1)
                await gate.wait()
                return .text("too late")
            })
        let address = try first.start()[0]
        let clients = try await TestServer.onThread {
            let client = try TestClient(address)
            try client.send(Self.get)
            running.waitUntil { $0 == 1 }
            return Clients(client)
        }
        let handover = await first.handOver(graceSeconds: 0.05)
        #expect(handover.connections.isEmpty)
        #expect(try await TestServer.onThread { try clients[0].isAtEnd() })
        gate.open()
    }

    @Test func `a listener that does not fit is closed`() async throws {
        let first = Self.server()
        let address = try first.start()[0]
        let second = Server(
            configuration: ServerConfiguration(listen: [.tcp(host: "127.0.0.2", port: 0)]),
            responder: TestResponder.echo)
        let other = try second.start(adopting: await first.handOver(graceSeconds: 1))[0]
        #expect(other.host == "127.0.0.2")
        try await TestServer.onThread { () throws -> Void in
            #expect(throws: (any Error).self) { _ = try TestClient(address) }
            #expect(try TestClient(other).exchange(Self.get).status == 200)
        }
        await second.stop(graceSeconds: 0)
    }

    @Test func `a check refuses what is in use, but for what would be adopted`() async throws {
        let server = Self.server()
        let address = try server.start()[0]
        let same = ListenAddress.tcp(host: "localhost", port: address.port)
        #expect(throws: ServerError.self) { try Server.check([same]) }
        try Server.check([same], adopting: server.sockets)
        await server.stop(graceSeconds: 0)
    }
}

/// Clients that one thread after the other uses.
private final class Clients: @unchecked Sendable {
    private let clients: [TestClient]
    init(_ clients: TestClient...) { self.clients = clients }
    subscript(index: Int) -> TestClient { clients[index] }
}

extension BoundAddress {
    fileprivate var port: UInt16 {
        if case .tcp(_, let port) = self { port } else { 0 }
    }

    fileprivate var host: String {
        if case .tcp(let host, _) = self { host } else { "" }
    }
}
