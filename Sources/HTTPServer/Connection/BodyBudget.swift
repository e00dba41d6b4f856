/// What the bodies that are arriving at one reactor may hold in memory together.
///
/// The limit of one body bounds one connection and not thousands of them, each of which sends most
/// of a body, a few kilobytes of gzip perhaps, and then nothing.
struct BodyBudget {
    /// So much of each body is not counted, so that small requests pass while large ones fill it.
    static let uncountedBytes = 64 * 1024

    private let limitBytes: Int
    private var heldBytes = 0

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// Counts that a body holds `bytes` now, instead of what was `counted` for it before; false when
    /// it has grown and all together hold too much.
    mutating func count(_ bytes: Int, insteadOf counted: inout Int) -> Bool {
        let newly = max(0, bytes - Self.uncountedBytes)
        let hasGrown = newly > counted
        heldBytes += newly - counted
        counted = newly
        return !hasGrown || heldBytes <= limitBytes
    }

    /// Forgets what was counted for a body that is gone.
    mutating func release(_ counted: inout Int) {
        heldBytes -= counted
        counted = 0
    }
}
