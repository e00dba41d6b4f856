/// Records on their way into a store together: enough to share a commit, few enough to hold up
/// nobody.
struct ImportBatch {
    /// From here on a batch is sent, in bytes of the file: large records make it shorter, so that its
    /// memory is bounded.
    static let maximumBytes = 1 << 20

    /// The most records that it takes.
    private let mostRecords: Int
    private(set) var records: [FeedRecord] = []
    private var positions: [RecordPosition] = []
    private var byteCount = 0

    /// An empty batch, for at most so many records.
    init(mostRecords: Int) { self.mostRecords = mostRecords }

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
