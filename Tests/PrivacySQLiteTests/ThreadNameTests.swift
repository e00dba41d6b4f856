import Foundation
import Synchronization
import Testing

@testable import PrivacySQLite

/// What an operator sees of the threads.
struct ThreadNameTests {
    @Test func `a thread stands in the system's listings with its name and number`() {
        let threads = WorkThreads(named: "test", count: 1)
        let name = Mutex("")
        threads.enqueue {
            // See proc_pid_comm(5).
            let file = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
            name.withLock { $0 = file ?? "" }
        }
        threads.close()
        #expect(name.withLock(\.self) == "test-0\n")
    }
}
