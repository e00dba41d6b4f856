import Testing

@testable import HTTPServer

struct ShutdownTests {
    @Test func `a stop closes idle connections and finishes what runs`() async throws {
        let gate = Gate()
        let running = Counter()
        let responder = TestResponder { request in
            running.add(1)
            if request.path == "/slow" { await gate.wait() }
            return .text("done")
        }
        try await TestServer.run(responder) { server in
            let idle = try server.connect()
            _ = try idle.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let busy = try server.connect()
            try busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            running.waitUntil { $0 == 2 }

            let stopped = Counter()
            Task {
                await server.server.stop(graceSeconds: 30)
                stopped.add(1)
            }
            #expect(try idle.isAtEnd())
            #expect(throws: (any Error).self) { try server.connect() }
            #expect(stopped.value == 0)
            gate.open()
            let reply = try busy.receive()
            #expect(reply.text == "done")
            #expect(reply["connection"] == "close")
            #expect(try busy.isAtEnd())
            stopped.waitUntil { $0 == 1 }
            #expect(stopped.value == 1)
        }
    }

    @Test func `a stop cuts what is not finished in time`() async throws {
        let gate = Gate()
        let running = Counter()
        let responder = TestResponder { _ in
            running.add(1)
            await gate.wait()
            return .text("too late")
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            running.waitUntil { $0 == 1 }
            let stopped = Counter()
            Task {
                await server.server.stop(graceSeconds: 0.05)
                stopped.add(1)
            }
            #expect(try client.isAtEnd())
            stopped.waitUntil { $0 == 1 }
            #expect(stopped.value == 1)
            gate.open()
        }
    }

    @Test func `a request that is arriving when the stop begins is answered`() async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            let interim = try client.exchange(
                "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(interim.status == 100)
            Task { await server.server.stop(graceSeconds: 30) }
            while (try? server.connect()) != nil {}
            let reply = try client.exchange("hello")
            #expect(reply.text == "POST /a [hello]")
            #expect(reply["connection"] == "close")
        }
    }

    @Test func `a server that was never used, or is stopped twice, stops`() async throws {
        try await TestServer.run { _ in }
        let server = Server(
            configuration: ServerConfiguration(
                listen: [.tcp(host: "127.0.0.1", port: 0)], reactors: 2),
            responder: TestResponder.echo)
        _ = try server.start()
        await server.stop(graceSeconds: 1)
        await server.stop(graceSeconds: 1)
    }
}
