/// Records on their way into a store together: enough to share a commit, few enough to hold up
/// nobody.
struct ImportBatch {
    /// The most records: a commit of 1,000 takes some forty milliseconds, for which other writes wait.
    ///
    /// The more come together, the fewer pages of the indexes are written more than once.
    static let maximumRecords = 1_000
    /// From here on a batch is sent, in bytes of the file: large records make it shorter.
    static let maximumBytes = 1 << 20

    private(set) var records: [FeedRecord] = []
    private var positions: [RecordPosition] = []
    private var byteCount = 0

    /// Whether the batch is to be sent before a record of that size comes in.
    func isFull(beforeRecordOf bytes: Int) -> Bool {
        records.count == Self.maximumRecords
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
