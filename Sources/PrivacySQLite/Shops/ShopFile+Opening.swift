internal import Privacy
internal import SQLite

/// Coming to use a shop's file.
extension ShopFile {
    /// Opens a file that is ready, as it is; nil: there is something to be done about it first, which takes
    /// longer.
    ///
    /// It is ready when it was closed as it should be or holds all that is in its log, is of the newest schema, and nothing in it is to go:
    /// then nothing has to be written, not even the files that SQLite puts beside a database.
    static func openReady(
        _ id: ShopID, _ folder: ShopFolder, secrets: ShopSecrets, logs: ShopLogs,
        _ resources: ShopResources
    ) throws -> ShopFile? {
        let shared = resources.shared
        guard logs.database.isHeld(by: folder.database),
            !folder.files.contains(ShopFolder.databaseName + "-journal"),
            let still = shared.file(folder.database)
        else { return nil }
        let position = try shared.read(still) { connection in
            try connection.doomedSpan() == nil ? try connection.erasurePosition() : nil
        }
        guard let position else { return nil }
        return ShopFile(
            id: id, folder: folder, secrets: secrets, resources: resources, logs: logs,
            still: still, writer: nil, position: position)
    }

    /// Opens a file, making it when it is not there, and brings it to the newest schema.
    ///
    /// Empties the write-ahead log: the last process may have ended between an erasure and its
    /// purge. A log without content is what a closed shop leaves, or a forget, and need not be synced once more.
    static func open(
        _ id: ShopID, _ folder: ShopFolder, secrets: ShopSecrets, logs: ShopLogs,
        _ resources: ShopResources
    ) throws -> ShopFile {
        if let file = try openReady(id, folder, secrets: secrets, logs: logs, resources) {
            return file
        }
        let wasLogEmpty =
            folder.files.contains(ShopFolder.databaseName)
            && StillLog.isVoid(beside: folder.database)
        let writer = try Connection.writer(path: folder.database)
        logs.database.handOver()
        let isReady =
            try wasLogEmpty
            && Migrations.areApplied(
                ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: writer)
            && writer.doomedSpan() == nil
        if !isReady {
            try Migrations.apply(
                ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: writer)
            try writer.removeDoomed()
        }
        let file = ShopFile(
            id: id, folder: folder, secrets: secrets, resources: resources, logs: logs,
            still: nil, writer: writer, position: try writer.erasurePosition())
        if isReady { return file }
        do {
            try PurgeStep(file: file).runWithoutLook()
            return file
        } catch {
            file.close()
            throw error
        }
    }
}
