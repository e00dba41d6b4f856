import Addresses
import HTTPServer
import Testing

/// For whom a proxy speaks, and what it calls a request.
struct ProxyTests {
    private static let whoAndWhat = TestResponder { request in
        .text("\(request.peer) \(request.id)")
    }

    private static func ask(
        _ fields: String, trusting proxies: [AddressRange]
    ) async throws -> (peer: Substring, id: Substring, field: String?) {
        try await TestServer.run(whoAndWhat, trusting: proxies) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            let parts = reply.text.split(separator: " ")
            return (parts[0], parts[1], reply["x-request-id"])
        }
    }

    private static func ranges(_ names: String...) throws -> [AddressRange] {
        try names.map { try #require(AddressRange($0)) }
    }

    @Test func `whoever is not trusted speaks for itself alone`() async throws {
        let (peer, id, field) = try await Self.ask(
            "X-Forwarded-For: 192.0.2.1\r\nX-Request-Id: mine\r\n",
            trusting: Self.ranges("10.0.0.0/8"))
        #expect(peer == "ip(127.0.0.1)")
        #expect(id != "mine" && id.utf8.count == 16)
        #expect(field == String(id))
    }

    @Test(arguments: [
        ("", "127.0.0.1"),
        ("X-Forwarded-For: 192.0.2.1\r\n", "192.0.2.1"),
        ("X-Forwarded-For: 2001:db8::1\r\n", "2001:db8::1"),
        // What stands before the word of the last proxy may be anybody's.
        ("X-Forwarded-For: 127.0.0.1, 192.0.2.1\r\n", "192.0.2.1"),
        ("X-Forwarded-For: 192.0.2.9\r\nX-Forwarded-For: 192.0.2.1\r\n", "192.0.2.1"),
        // A chain of trusted proxies leads on.
        ("X-Forwarded-For: 192.0.2.9, 192.0.2.1, 10.1.2.3\r\n", "192.0.2.1"),
        ("X-Forwarded-For: 192.0.2.1,10.1.2.3 ,\t10.9.9.9\r\n", "192.0.2.1"),
        ("X-Forwarded-For: 10.1.2.3\r\n", "10.1.2.3"),
        // What cannot be read ends it.
        ("X-Forwarded-For: 192.0.2.1, unknown\r\n", "127.0.0.1"),
        ("X-Forwarded-For: 192.0.2.1, nobody, 10.1.2.3\r\n", "10.1.2.3"),
        ("X-Forwarded-For: 192.0.2.1:80\r\n", "127.0.0.1"),
        ("X-Forwarded-For:\r\n", "127.0.0.1"),
    ])
    func `a trusted proxy speaks for whom it heard`(fields: String, peer: String) async throws {
        let seen = try await Self.ask(fields, trusting: Self.ranges("127.0.0.1", "10.0.0.0/8"))
        #expect(seen.peer == "ip(\(peer))")
    }

    @Test(arguments: [
        ("4bf92f3577b34da6a3ce929d0e0e4736", true), ("A-b_9", true),
        (String(repeating: "x", count: 64), true), (String(repeating: "x", count: 65), false),
        ("jane@shop.example", false), ("a b", false), ("a\"b", false), ("é", false),
    ])
    func `a trusted proxy may name a request`(name: String, isTaken: Bool) async throws {
        let seen = try await Self.ask(
            "X-Request-Id: \(name)\r\n", trusting: Self.ranges("127.0.0.1"))
        #expect((seen.id == name) == isTaken)
        #expect(seen.field == String(seen.id))
    }

    @Test func `requests have different names, refused ones too`() async throws {
        try await TestServer.run(Self.whoAndWhat) { server in
            let client = try server.connect()
            var names = try (0..<20).map { _ in
                try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")["x-request-id"]
            }
            names.append(try server.connect().exchange("GET\r\n\r\n")["x-request-id"])
            #expect(Set(names).count == 21 && !names.contains(nil))
        }
    }
}
