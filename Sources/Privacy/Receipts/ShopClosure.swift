/// What can be shown of a shop after it was deleted: that it is gone, when, and how much it was.
///
/// Nothing in it is personal.
public struct ShopClosure: Sendable, Hashable {
    /// How many of a kind there were.
    public struct Count: Sendable, Hashable {
        /// The name of the kind, such as `people` or `orders`.
        public let kind: String
        /// How many were deleted.
        public let count: Int64

        /// A count.
        public init(_ kind: String, _ count: Int64) {
            self.kind = kind
            self.count = count
        }
    }

    /// The shop.
    public var shop: ShopID
    /// When everything of it was gone, in seconds since 1970.
    public var deleted: Int64
    /// What was deleted; no kind is there twice.
    public var counts: [Count]
    /// How many receipts its ledger held.
    public var receipts: Int64
    /// How many snapshots of it were deleted.
    public var snapshots: Int64
    /// The sequence of the last entry of its audit chain; 0: there was none.
    public var chainSequence: Int64
    /// The hash of that entry: 32 bytes.
    public var chainHash: [UInt8]

    /// What is left of a shop.
    public init(
        shop: ShopID, deleted: Int64, counts: [Count], receipts: Int64, snapshots: Int64,
        chainSequence: Int64, chainHash: [UInt8]
    ) {
        self.shop = shop
        self.deleted = deleted
        self.counts = counts
        self.receipts = receipts
        self.snapshots = snapshots
        self.chainSequence = chainSequence
        self.chainHash = chainHash
    }
}
