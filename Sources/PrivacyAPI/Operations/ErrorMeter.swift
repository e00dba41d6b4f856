internal import Synchronization

/// How many errors of each type were answered.
final class ErrorMeter: Sendable {
    private let counts = Mutex([APIError.Kind: Int]())

    /// Counts an error.
    func record(_ kind: APIError.Kind) {
        counts.withLock { $0[kind, default: 0] += 1 }
    }

    /// How many there were of a type.
    func count(of kind: APIError.Kind) -> Int {
        counts.withLock { $0[kind, default: 0] }
    }
}
