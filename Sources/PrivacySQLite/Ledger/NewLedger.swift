internal import SQLite

/// The file of a ledger in which nothing stands yet.
///
/// It is the same for all shops, so it is made once and written down as it is: to have SQLite make the
/// tables, with a log beside them, takes a multiple of that, and every shop gets a ledger with its first
/// read.
enum NewLedger {
    private static let maximumBytes = 1 << 20
    /// Where a file's header has the versions of its format, of which 2 stands for a log.
    private static let formatVersions = 18...19

    private static let bytes = Result<[UInt8], any Error> {
        let connection = try Connection(path: ":memory:", access: .create, scrubs: true)
        defer { connection.close() }
        try Migrations.apply(
            LedgerSchema.migrations, applicationID: LedgerSchema.applicationID, to: connection)
        var bytes = try connection.serialize(maximumBytes: maximumBytes)
        for place in formatVersions { bytes[place] = 2 }
        return bytes
    }

    /// Makes a shop's ledger, on disk when this returns, unless there is one.
    static func makeIfMissing(in folder: ShopFolder) throws {
        guard !folder.files.contains(ShopFolder.ledgerName) else { return }
        let name = ShopFolder.newLedgerName
        try folder.files.remove(name)
        try OpenFile.write(try bytes.get(), to: folder.path(name))
        // The log of one that was lost must not be taken for this one's.
        for ending in ["-wal", "-shm"] where folder.files.contains(ShopFolder.ledgerName + ending) {
            try folder.files.remove(ShopFolder.ledgerName + ending)
            try folder.files.sync()
        }
        try folder.files.rename(name, to: ShopFolder.ledgerName)
    }
}
