internal import Privacy
internal import SQLite

/// Coming to read a shop's file.
extension ShopFile {
    /// A connection to a file that is ready (``readerOfReadyFile(_:isStill:)``), and why it can only be
    /// read if that is so.
    static func reader(
        _ folder: ShopFolder
    ) throws -> (reader: Connection?, refusal: PrivacyError?) {
        do {
            return (try readerOfReadyFile(folder), nil)
        } catch {
            let error = StorageError.translate(error)
            guard error.isOfDisk,
                folder.files.sizeBytes(of: ShopFolder.databaseName + "-wal") == 0,
                let reader = try readerOfReadyFile(folder, isStill: true)
            else { throw error }
            return (reader, error)
        }
    }

    /// A connection to a file that was closed as it should be and is of the newest schema; nil: there is
    /// something to be done about it first.
    private static func readerOfReadyFile(
        _ folder: ShopFolder, isStill: Bool = false
    ) throws -> Connection? {
        guard folder.files.contains(ShopFolder.databaseName) else { return nil }
        let reader = try Connection.reader(path: folder.database, isStill: isStill)
        let isReady =
            try Migrations.areApplied(
                ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: reader)
            && reader.doomedSpan() == nil
            // A log that was cut is what a closed shop leaves, and need not be synced once more.
            && (isStill
                || reader.pragma("journal_mode") == "wal"
                    && reader.sizeBytes(of: .writeAheadLog) == 0)
        if isReady { return reader }
        reader.close()
        return nil
    }
}
