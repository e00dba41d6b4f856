/// What can be shown of an erasure afterwards: that it was done, how far, and when.
///
/// Nothing in it is personal. It goes through its states in their order; each has its time.
public struct ErasureReceipt: Sendable, Hashable {
    /// How far an erasure is.
    public enum State: String, Sendable, CaseIterable {
        /// The subject is gone from the tables; nobody can find it any more.
        case committed
        /// No byte is left in the database and its write-ahead log.
        case purged
        /// All files were looked at for what was erased.
        case verified
        /// It is gone from the retained snapshots too.
        case backupsPurged = "backups_purged"
    }

    /// Its id.
    public var id: ReceiptID
    /// The shop.
    public var shop: ShopID
    /// What was erased and kept, by kind.
    public var counts: ErasureCounts
    /// When it was asked for, in seconds since 1970; the same for those that follow.
    public var requested: Int64
    /// When it was on disk.
    public var committed: Int64?
    /// When no byte was left in the database and its log.
    public var purged: Int64?
    /// When the look at all files had ended.
    public var verified: Int64?
    /// How many bytes that look had read.
    public var examinedBytes: Int64?
    /// How often what was erased stood in records of others, which stay as they are.
    public var mentions: Int64?
    /// When the snapshots had been rewritten.
    public var backupsPurged: Int64?
    /// Whether the purge had to wait until a long read, or the disk, let it go on.
    public var hasWaited: Bool

    /// A receipt.
    public init(
        id: ReceiptID, shop: ShopID, counts: ErasureCounts, requested: Int64,
        committed: Int64? = nil, purged: Int64? = nil, verified: Int64? = nil,
        examinedBytes: Int64? = nil, mentions: Int64? = nil, backupsPurged: Int64? = nil,
        hasWaited: Bool = false
    ) {
        self.id = id
        self.shop = shop
        self.counts = counts
        self.requested = requested
        self.committed = committed
        self.purged = purged
        self.verified = verified
        self.examinedBytes = examinedBytes
        self.mentions = mentions
        self.backupsPurged = backupsPurged
        self.hasWaited = hasWaited
    }

    /// The last state that it has reached; nil while it is only intended.
    public var state: State? {
        if committed == nil { return nil }
        if purged == nil { return .committed }
        if verified == nil { return .purged }
        return backupsPurged == nil ? .verified : .backupsPurged
    }
}
