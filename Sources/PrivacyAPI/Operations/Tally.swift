internal import Synchronization

/// How many there were of each kind of something.
final class Tally<Kind: Hashable & Sendable>: Sendable {
    private let counts = Mutex([Kind: Int]())

    /// Counts one.
    func record(_ kind: Kind) { counts.withLock { $0[kind, default: 0] += 1 } }

    /// How many there were of a kind.
    func count(of kind: Kind) -> Int { counts.withLock { $0[kind, default: 0] } }
}
