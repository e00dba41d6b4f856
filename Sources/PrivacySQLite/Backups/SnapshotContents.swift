internal import Privacy

/// What a snapshot is to be packed from: two database files that nobody has open, with empty logs.
struct SnapshotContents: Sendable {
    let shop: ShopID
    /// When they were copied, in seconds since 1970.
    let created: Int64
    /// The ledger's number of the last forget that is carried out in the shop's file.
    let position: Int64
    /// Where the ledger's audit chain ends.
    let chain: SnapshotManifest.Chain
    /// The path of the ledger, then that of the shop's file.
    let paths: [SnapshotManifest.FileName: String]
}
