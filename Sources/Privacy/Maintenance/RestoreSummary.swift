/// What a restore led to.
public struct RestoreSummary: Sendable, Hashable {
    /// The shop; nil: the registry was restored.
    public var shop: ShopID?
    /// When the snapshot was made, in seconds since 1970.
    public var created: Int64
    /// How many forgets since then were carried out on it again.
    public var replayed: Int64

    /// A summary.
    public init(shop: ShopID?, created: Int64, replayed: Int64) {
        self.shop = shop
        self.created = created
        self.replayed = replayed
    }
}
