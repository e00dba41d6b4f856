/// A snapshot that was made.
public struct BackupSummary: Sendable, Hashable {
    /// The shop.
    public var shop: ShopID
    /// The path of the file.
    public var path: String
    /// How long the file is.
    public var bytes: Int64
    /// When it was made, in seconds since 1970.
    public var created: Int64
    /// The names of older snapshots that were removed.
    public var removed: [String]

    /// A summary.
    public init(shop: ShopID, path: String, bytes: Int64, created: Int64, removed: [String]) {
        self.shop = shop
        self.path = path
        self.bytes = bytes
        self.created = created
        self.removed = removed
    }
}
