internal import Privacy
internal import SQLite
internal import Synchronization

/// The open `privacy.db` of one shop: a connection that writes and a few that read.
///
/// The writer's connection belongs to whoever drains the shop's write queue, one thread at a time.
final class ShopFile: Sendable {
    /// Writes and checkpoints.
    let writer: Connection
    /// Where reads begin.
    let gate = ReadGate()
    private let path: String
    private let idleReaders: Mutex<[Connection]>
    private let readersKept: Int
    /// Erased content may still stand in the write-ahead log.
    private let mayHoldErased = Atomic<Bool>(false)

    /// Opens the file, making it when it is not there, and brings it to the newest schema.
    ///
    /// Empties the write-ahead log: the last process may have ended between an erasure and its
    /// purge.
    init(path: String, readersKept: Int) throws {
        self.path = path
        self.readersKept = readersKept
        writer = try Connection.writer(path: path)
        idleReaders = Mutex([])
        try Migrations.apply(
            ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: writer)
        try emptyLog()
    }

    /// Removes what was erased from the files down to the bytes; false when that has to be tried
    /// again, because the disk refused.
    ///
    /// The database file itself is clean once the log is in it: `secure_delete` overwrites what was
    /// deleted, and the writer's VFS the gaps of pages. Only for the thread that writes.
    func purge() -> Bool {
        gate.close()
        defer { gate.open() }
        mayHoldErased.store(true, ordering: .relaxed)
        guard (try? emptyLog()) != nil else { return false }
        // A page that the writer still held would bring its old gap into the log again.
        writer.releaseMemory()
        mayHoldErased.store(false, ordering: .relaxed)
        return true
    }

    /// Whether a purge has failed and none has succeeded since.
    var isPurgePending: Bool { mayHoldErased.load(ordering: .relaxed) }

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

    private func emptyLog() throws {
        guard try writer.checkpoint(.truncate).isComplete else {
            throw PrivacyError(.storage, "The write-ahead log could not be emptied.")
        }
        // SQLite does not sync the cut itself.
        try writer.syncFile(.writeAheadLog)
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
