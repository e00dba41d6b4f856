import Glibc
import HTTPTypes
import Testing

@testable import HTTPServer

struct ServerTests {
    @Test func `a port that is in use is an error that names it`() async throws {
        try await TestServer.run { server in
            guard case .tcp(_, let port) = server.address else { return }
            let second = Server(
                configuration: ServerConfiguration(
                    listen: [.tcp(host: "127.0.0.1", port: port)]),
                responder: TestResponder.echo)
            let error = #expect(throws: ServerError.self) { _ = try second.start() }
            #expect(error?.code == .addressInUse)
            #expect(error?.message.contains("\(port)") == true)
        }
    }

    @Test func `an address of another machine is an error`() {
        let server = Server(
            configuration: ServerConfiguration(listen: [.tcp(host: "192.0.2.1", port: 0)]),
            responder: TestResponder.echo)
        let error = #expect(throws: ServerError.self) { _ = try server.start() }
        #expect(error?.code == .addressUnavailable)
    }

    @Test func `a server starts once`() async throws {
        try await TestServer.run { server in
            let error = #expect(throws: ServerError.self) { _ = try server.server.start() }
            #expect(error?.code == .alreadyStarted)
        }
    }

    @Test func `a port is free again after the stop`() async throws {
        let address = try await TestServer.run { server in
            _ = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            return server.address
        }
        guard case .tcp(let host, let port) = address else { return }
        try await TestServer.run(at: .tcp(host: host, port: port)) { server in
            #expect(server.address == address)
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 200)
        }
    }

    @Test func `IPv6 is listened on as well`() async throws {
        let responder = TestResponder { request in .text("\(request.peer)") }
        try await TestServer.run(responder, at: .tcp(host: "::1", port: 0)) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.text == "ip(::1)")
        }
    }

    @Test func `a handler resumes on the reactor that read the request`() async throws {
        let responder = TestResponder { _ in
            let before = pthread_self()
            try? await Task.sleep(for: .milliseconds(1))
            let afterSleep = pthread_self()
            await withCheckedContinuation { continuation in
                Task.detached { continuation.resume() }
            }
            let afterHop = pthread_self()
            async let child = pthread_self()
            let all = [afterSleep, afterHop, await child]
            return .text(all.allSatisfy { $0 == before } ? "same" : "other")
        }
        try await TestServer.run(responder, reactors: 2) { server in
            let clients = try (0..<20).map { _ in try server.connect() }
            for _ in 0..<5 {
                for client in clients { try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
                for client in clients { #expect(try client.receive().text == "same") }
            }
        }
    }

    @Test func `connections are spread over the reactors`() async throws {
        let responder = TestResponder { _ in .text("\(pthread_self())") }
        try await TestServer.run(responder, reactors: 2) { server in
            let clients = try (0..<20).map { _ in try server.connect() }
            let threads = try clients.map { client in
                try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text
            }
            let counts = Dictionary(grouping: threads) { $0 }.mapValues(\.count)
            #expect(counts.values.sorted() == [10, 10])
        }
    }
}
