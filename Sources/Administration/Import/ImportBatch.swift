/// Records on their way into a store together: enough to share a commit, few enough to hold up
/// nobody.
struct ImportBatch {
    /// The most records, where others write to the store too: their writes wait for a commit.
    ///
    /// Beside an import a click takes some 25 ms; with 2,000 records it took twice as long.
    static let maximumRecords = 1_000
    /// The most records where nobody waits.
    ///
    /// The more come together, the fewer pages of the indexes are written more than once: a feed takes a
    /// seventh less time.
    static let maximumRecordsAlone = 4_000
    /// From here on a batch is sent, in bytes of the file: large records make it shorter, so that its
    /// memory is bounded.
    static let maximumBytes = 1 << 20

    /// The most records that it takes.
    let mostRecords: Int
    private(set) var records: [FeedRecord] = []
    private var positions: [RecordPosition] = []
    private var byteCount = 0

    /// An empty batch.
    ///
    /// - Parameter isAlone: Whether nobody else uses the store.
    init(isAlone: Bool) {
        mostRecords = isAlone ? Self.maximumRecordsAlone : Self.maximumRecords
    }

    /// Whether the batch is to be sent before a record of that size comes in.
    func isFull(beforeRecordOf bytes: Int) -> Bool {
        records.count == mostRecords
            || (!records.isEmpty && byteCount + bytes > Self.maximumBytes)
    }

    mutating func append(_ record: FeedRecord, at position: RecordPosition, byteCount bytes: Int) {
        records.append(record)
        positions.append(position)
        byteCount += bytes
    }

    /// Where a record of this batch stands in its file.
    func position(of index: Int) -> RecordPosition { positions[index] }
}
