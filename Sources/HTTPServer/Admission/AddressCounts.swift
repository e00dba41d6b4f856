import Addresses
import Synchronization

/// How many connections each address has; shared by all reactors, asked once a connection.
final class AddressCounts: Sendable {
    private let counts = Mutex([IPAddress: Int]())

    /// Counts a connection, and answers how many the address has with it.
    func enter(_ address: IPAddress) -> Int {
        counts.withLock { counts in
            counts[address, default: 0] += 1
            return counts[address, default: 0]
        }
    }

    /// A connection that was counted has gone.
    func leave(_ address: IPAddress) {
        counts.withLock { counts in
            guard let count = counts[address] else { return }
            counts[address] = count > 1 ? count - 1 : nil
        }
    }
}
