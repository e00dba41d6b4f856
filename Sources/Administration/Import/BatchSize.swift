/// How many records a batch may hold: many while nobody else writes to the shop, few while others do, since they wait
/// for a commit.
///
/// The more come together, the fewer pages of the indexes are written more than once: batches of 4,000 take a quarter less
/// time than of 1,000. A click beside those takes some 25 ms, and twice as long with 2,000.
struct BatchSize {
    /// The most records while others wait, and until it is known that nobody does.
    static let few = 1_000
    /// The most records where nobody waits.
    static let many = 4_000
    /// After so many batches for which nobody waited, many may come together.
    static let patience = 8

    /// For how many batches in a row nobody waited.
    private var quietBatches = 0

    /// The most records of the next batch.
    var records: Int { quietBatches < Self.patience ? Self.few : Self.many }

    /// Takes notice of whether others waited for a batch.
    mutating func note(othersWait: Bool) { quietBatches = othersWait ? 0 : quietBatches + 1 }
}
