import Glibc
import Testing

@testable import PrivacySQLite

/// Connections that are kept for who comes next.
struct ConnectionPoolTests {
    @Test func `a thread gets back what it used last, or else anybody's`() throws {
        let own = try TemporaryDatabase(pageSizeBytes: 4_096, scrubs: false)
        let other = try TemporaryDatabase(pageSizeBytes: 4_096, scrubs: false)
        let (pool, others) = (ConnectionPool(most: 2), other.connection)
        pool.giveBack(own.connection)
        let thread = JoinableThread.start(named: "test") { pool.giveBack(others) }
        _ = pthread_join(thread, nil)
        #expect(pool.take() === own.connection)
        #expect(pool.take() === others)
        #expect(pool.take() == nil)
    }
}
