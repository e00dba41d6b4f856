internal import Privacy
internal import SQLite

/// A shop's file that was unpacked from a snapshot, and that nobody else has open.
struct SnapshotFile {
    let path: String
    let settings: ShopSettings
    let lookbackSeconds: Int64

    /// Carries out on it what the ledger says was forgotten since, and leaves nothing of it in the
    /// file's bytes.
    ///
    /// - Returns: How many forgets that were, and up to which the file knows them now.
    func replay(_ ledger: Ledger, for call: Call) throws -> (replayed: Int64, position: Int64) {
        let connection = try Connection.writer(path: path)
        defer { connection.close() }
        try Migrations.apply(
            ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: connection)
        let writing = ShopWriting(
            connection: connection, digester: ledger.secrets.identifiers, settings: settings,
            suppression: SuppressionCheck(names: nil, settings: settings, time: call.time),
            lookbackSeconds: lookbackSeconds)
        let replayed = try ErasureReplay(writing: writing, ledger: ledger, call: call).run()
        try connection.removeDoomed()
        let position = try connection.erasurePosition()
        // SQLite deletes the log with the closing.
        guard try connection.voidLog().isComplete, try connection.overwriteVoidLog() else {
            throw PrivacyError(.storage, "The snapshot's log could not be emptied.")
        }
        _ = try connection.zeroFreePages()
        try connection.syncFile(.main)
        return (replayed, position)
    }
}
