import Addresses
import HTTPServer
import Testing

/// How many connections one address may have.
struct AdmissionTests {
    private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `an address has its connections and the next is told so`() async throws {
        var limits = Limits()
        limits.connectionsPerAddress = 3
        try await TestServer.run(limits: limits, unlimited: []) { server in
            let clients = try (0..<3).map { _ in try server.connect() }
            for client in clients { #expect(try client.exchange(Self.request).status == 200) }
            let refused = try server.connect().receive()
            #expect(refused.status == 429)
            #expect(refused["retry-after"] == "1")
            #expect(refused["connection"] == "close")
            #expect(server.becomes { $0.turnedAway == 1 })
            // Those that are there go on.
            for client in clients { #expect(try client.exchange(Self.request).status == 200) }
        }
    }

    @Test func `a connection that has gone makes room`() async throws {
        var limits = Limits()
        limits.connectionsPerAddress = 1
        try await TestServer.run(limits: limits, unlimited: []) { server in
            for _ in 0..<20 {
                do {
                    let client = try server.connect()
                    #expect(try client.exchange(Self.request).status == 200)
                }
                #expect(server.becomes { $0.connectionsOpen == 0 })
            }
            #expect(server.server.statistics.turnedAway == 0)
        }
    }

    @Test func `beyond twice the limit connections are closed without a word`() async throws {
        var limits = Limits()
        limits.connectionsPerAddress = 1
        try await TestServer.run(limits: limits, unlimited: []) { server in
            let served = try server.connect()
            #expect(try served.exchange(Self.request).status == 200)
            let told = try server.connect()
            #expect(try told.receive().status == 429)
            // It is still there, as long as it may linger.
            #expect(throws: (any Error).self) { try server.connect().receive() }
            #expect(server.server.statistics.turnedAway == 2)
        }
    }

    @Test func `who is unlimited is not counted`() async throws {
        var limits = Limits()
        limits.connectionsPerAddress = 1
        try await TestServer.run(limits: limits) { server in
            let clients = try (0..<5).map { _ in try server.connect() }
            for client in clients { #expect(try client.exchange(Self.request).status == 200) }
        }
    }
}
