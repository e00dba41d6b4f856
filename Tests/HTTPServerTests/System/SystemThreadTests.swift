import Glibc
import Testing

@testable import HTTPServer

struct SystemThreadTests {
    /// The signals that a thread of the server does not take.
    private static func blocked() async throws -> [Int32] {
        try await TestServer.onThread {
            var signals = sigset_t()
            unsafe pthread_sigmask(SIG_BLOCK, nil, &signals)
            return (1..<32).filter { unsafe sigismember(&signals, $0) == 1 }
        }
    }

    @Test func `what asks the process for something is left to the main thread`() async throws {
        let blocked = try await Self.blocked()
        #expect(Set([SIGTERM, SIGINT, SIGHUP]).isSubset(of: blocked))
    }

    @Test func `what a thread brings about itself reaches who handles it`() async throws {
        let blocked = try await Self.blocked()
        #expect(Set([SIGBUS, SIGSEGV, SIGFPE, SIGILL]).isDisjoint(with: blocked))
    }
}
