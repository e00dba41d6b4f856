internal import Privacy

/// What a snapshot says of itself in its first line; the shop's seal is on it.
struct SnapshotManifest: Sendable, Equatable {
    /// The files in a snapshot, in their order in it.
    enum FileName: String, CaseIterable, Sendable {
        case ledger = "ledger.db"
        case privacy = "privacy.db"
    }

    /// One of the files.
    struct File: Sendable, Equatable {
        let name: FileName
        let bytes: Int64
        let sha256: [UInt8]
    }

    /// Where the audit chain in the snapshot's ledger ends.
    struct Chain: Sendable, Equatable {
        /// The last entry's; 0: there is none.
        let sequence: Int64
        /// The last entry's: 32 bytes.
        let hash: [UInt8]
    }

    /// The format that this version writes and reads.
    static let format = "oblio-backup-1"
    /// A manifest has some 600 bytes: what is longer is none, and is not read to its end.
    static let maximumBytes = 4096

    let shop: ShopID
    /// When it was made, in seconds since 1970.
    let created: Int64
    /// The ledger's number of the last forget that is carried out in it.
    let position: Int64
    let chain: Chain
    /// One for each name, in their order.
    let files: [File]

    /// How many bytes are in it.
    var totalBytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
}
