internal import Synchronization

/// How many calls each limit refused or held up.
final class LimitMeter: Sendable {
    /// What limits.
    enum Limit: String, CaseIterable {
        /// Too many calls of an address.
        case address
        /// Too many calls with a key.
        case key
        /// Calls that had to wait after wrong keys, and those that were not even let wait.
        case failedKeys = "failed_keys"
    }

    private let counts = Mutex([Limit: Int]())

    /// Counts a call.
    func record(_ limit: Limit) { counts.withLock { $0[limit, default: 0] += 1 } }

    /// How many calls there were.
    func count(of limit: Limit) -> Int { counts.withLock { $0[limit, default: 0] } }
}
