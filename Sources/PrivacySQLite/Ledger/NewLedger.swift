internal import SQLite

/// The file of a ledger in which nothing stands yet.
///
/// It is the same for all shops, so it is made once and written down as it is, instead of having SQLite make
/// the tables, with a log beside them, for every shop that is read for the first time.
enum NewLedger {
    private static let maximumBytes = 1 << 20

    private static let bytes = Result<[UInt8], any Error> {
        let connection = try Connection(path: ":memory:", access: .create, scrubs: true)
        defer { connection.close() }
        try Migrations.apply(
            LedgerSchema.migrations, applicationID: LedgerSchema.applicationID, to: connection)
        return try connection.serialize(maximumBytes: maximumBytes, withLog: true)
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
