import HTTPTypes
import Testing

@testable import HTTPServer

struct KeepAliveTests {
    @Test func `requests follow each other on one connection`() async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            for number in 0..<100 {
                let reply = try client.exchange("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.status == 200)
                #expect(reply.text == "GET /\(number) []")
                #expect(reply["connection"] == nil)
            }
            #expect(server.server.statistics.connectionsAccepted == 1)
            #expect(server.server.statistics.requests == 100)
        }
    }

    @Test func `every answer has a date and the type it was given`() async throws {
        try await TestServer.run { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply["date"]?.count == "Sun, 06 Nov 1994 08:49:37 GMT".count)
            #expect(reply["content-type"] == "text/plain")
            #expect(reply["content-length"] == "8")
        }
    }

    @Test func `pipelined requests are answered in order, slow ones too`() async throws {
        let responder = TestResponder { request in
            if request.path.hasSuffix("0") { try? await Task.sleep(for: .milliseconds(2)) }
            return .text(request.path)
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            let requests = (0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
            try client.send(requests.joined())
            for number in 0..<100 {
                #expect(try client.receive().text == "/\(number)")
            }
        }
    }

    @Test func `the answer before a slow one in a pipeline does not wait for it`() async throws {
        let gate = Gate()
        let responder = TestResponder { request in
            if request.path == "/slow" { await gate.wait() }
            return .text(request.path)
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            try client.send(
                "GET /fast HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receive().text == "/fast")
            gate.open()
            #expect(try client.receive().text == "/slow")
        }
    }

    @Test(arguments: [
        ("HTTP/1.1\r\nHost: a\r\nConnection: close", "close"), ("HTTP/1.0", "close"),
    ])
    func `the connection closes when the request says so`(
        version: String, connection: String
    ) async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            let reply = try client.exchange("GET /a \(version)\r\n\r\n")
            #expect(reply.text == "GET /a []")
            #expect(reply["connection"] == connection)
            #expect(try client.isAtEnd())
        }
    }

    @Test func `an HTTP 1 0 client that asks for it keeps its connection`() async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let reply = try client.exchange("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(reply["connection"] == "keep-alive")
            }
        }
    }

    @Test func `HEAD gets the length of GET and no body`() async throws {
        try await TestServer.run(TestResponder { _ in .text("hello") }) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let reply = try client.exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", isHead: true)
                #expect(reply["content-length"] == "5")
            }
            #expect(try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").text == "hello")
        }
    }

    @Test func `204 and 304 have neither body nor length`() async throws {
        let responder = TestResponder { request in
            let status: HTTPResponse.Status = request.path == "/a" ? .noContent : .notModified
            return Response(status: status, body: .bytes(Array("never".utf8)))
        }
        try await TestServer.run(responder) { server in
            let client = try server.connect()
            for path in ["/a", "/b", "/a"] {
                let reply = try client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(reply.body.isEmpty)
                #expect(reply["content-length"] == nil)
            }
        }
    }

    @Test func `fields that only the server can know are not taken from a responder`() async throws
    {
        let responder = TestResponder { _ in
            var response = Response.text("hello")
            response.fields[.contentLength] = "99"
            response.fields[.transferEncoding] = "chunked"
            response.fields[.date] = "never"
            return response
        }
        try await TestServer.run(responder) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply["content-length"] == "5")
            #expect(reply["date"] != "never")
            #expect(reply.text == "hello")
        }
    }

    @Test func `the peer's address is given`() async throws {
        let responder = TestResponder { request in .text("\(request.peer)") }
        try await TestServer.run(responder) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.text == "ip(127.0.0.1)")
        }
    }

    @Test func `what came before the peer stopped sending is answered`() async throws {
        try await TestServer.run { server in
            let client = try server.connect()
            try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            client.shutdownSending()
            #expect(try client.receive().text == "GET /a []")
            #expect(try client.isAtEnd())
        }
    }

    @Test func `two hundred connections at once are each answered in turn`() async throws {
        try await TestServer.run(reactors: 2) { server in
            let clients = try (0..<200).map { _ in try server.connect() }
            for round in 0..<3 {
                for (number, client) in clients.enumerated() {
                    try client.send("GET /\(round)/\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                for (number, client) in clients.enumerated() {
                    #expect(try client.receive().text == "GET /\(round)/\(number) []")
                }
            }
            #expect(server.server.statistics.connectionsOpen == 200)
        }
    }
}
