internal import Privacy
internal import SQLite
internal import Synchronization

/// The open `privacy.db` of one shop: a connection that writes and a few that read.
///
/// The writer's connection belongs to whoever drains the shop's write queue, one thread at a time.
final class ShopFile: Sendable {
    /// Writes and checkpoints.
    let writer: Connection
    private let path: String
    private let idleReaders: Mutex<[Connection]>
    private let readersKept: Int

    /// Opens the file, making it when it is not there, and brings it to the newest schema.
    init(path: String, readersKept: Int) throws {
        self.path = path
        self.readersKept = readersKept
        writer = try Connection.writer(path: path)
        idleReaders = Mutex([])
        try Migrations.apply(
            ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: writer)
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        let reader = try idleReaders.withLock { $0.popLast() } ?? Connection.reader(path: path)
        defer { keep(reader) }
        try reader.begin(.deferred)
        do {
            let result = try body(reader)
            try reader.commit()
            return result
        } catch {
            reader.rollback()
            throw error
        }
    }

    /// Closes every connection; the last, the writer's, checkpoints.
    ///
    /// Nobody may use the file now.
    func close() {
        idleReaders.withLock { readers in
            for reader in readers { reader.close() }
            readers = []
        }
        _ = try? writer.checkpoint(.truncate)
        writer.close()
    }

    private func keep(_ reader: Connection) {
        let isKept = idleReaders.withLock { readers in
            guard readers.count < readersKept else { return false }
            readers.append(reader)
            return true
        }
        if !isKept { reader.close() }
    }
}
