import Addresses
import Glibc
import HTTPServer

@testable import struct HTTPServer.SystemError
@testable import class HTTPServer.SystemThread

/// A server on a port or socket file of its own, for the length of one test.
struct TestServer: Sendable {
    let server: Server
    let address: BoundAddress

    func connect() throws -> TestClient {
        try TestClient(address)
    }

    /// Blocks until the statistics fit; false when they do not within ten seconds.
    func becomes(_ fits: (ServerStatistics) -> Bool) -> Bool {
        for _ in 0..<60_000 {
            if fits(server.statistics) { return true }
            usleep(1000)
        }
        return false
    }

    /// Starts a server, runs `body` on a thread that may block, and stops the server.
    static func run<Value: Sendable>(
        _ responder: TestResponder = .echo,
        at listen: ListenAddress = .tcp(host: "127.0.0.1", port: 0), reactors: Int = 1,
        limits: Limits = Limits(), trusting proxies: [AddressRange] = [],
        unlimited: [AddressRange] = AddressRange.loopback,
        _ body: @escaping @Sendable (TestServer) throws -> Value
    ) async throws -> Value {
        let server = Server(
            configuration: ServerConfiguration(
                listen: [listen], reactors: reactors, limits: limits, trustedProxies: proxies,
                unlimitedAddresses: unlimited),
            responder: responder)
        let address = try server.start()[0]
        do {
            let value = try await onThread {
                try body(TestServer(server: server, address: address))
            }
            await server.stop(graceSeconds: 0)
            return value
        } catch {
            await server.stop(graceSeconds: 0)
            throw error
        }
    }

    /// Runs what blocks where it holds up no other test.
    static func onThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do throws(SystemError) {
                try SystemThread.start(named: "test-client") {
                    continuation.resume(with: Result { try body() })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
