import Glibc
import Synchronization

/// A number that a handler raises and a test waits for.
final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    var value: Int { number.load(ordering: .acquiring) }

    func add(_ amount: Int) {
        number.add(amount, ordering: .acquiringAndReleasing)
    }

    /// Blocks until the number fits, ten seconds at most: the test then looks at it and fails.
    func waitUntil(_ fits: (Int) -> Bool) {
        for _ in 0..<60_000 where !fits(value) { usleep(1000) }
    }

    /// Blocks until the number has not changed for a tenth of a second.
    func waitUntilStill() {
        var last = -1
        while last != value {
            last = value
            usleep(100_000)
        }
    }
}
