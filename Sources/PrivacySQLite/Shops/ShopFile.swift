internal import Glibc
internal import Privacy
internal import SQLite
internal import Synchronization

/// The open files of one shop: its `privacy.db` with a few connections that read and, once that is
/// needed, one that writes; and its ledger, once that is needed.
///
/// To open a connection reads the schema, a third of a millisecond: most of many thousand shops are only
/// asked. The writer's connections belong to whoever drains the shop's write queue, one thread at a time.
final class ShopFile: Sendable {
    let id: ShopID
    let secrets: ShopSecrets
    /// Where reads begin.
    let gate = ReadGate()
    /// Whether much is being brought in.
    let bulk = BulkMode()
    private let folder: ShopFolder
    private let idleReaders: Mutex<[Connection]>
    private let readersKept: Int
    private let openWriter = Mutex<Connection?>(nil)
    private let openLedger = Mutex<Ledger?>(nil)
    /// Why the file can only be read; nil: it can be written.
    ///
    /// A disk that takes no writes does not even take the files that SQLite puts beside a database to read
    /// it. Such a file is read without them, and opened anew as soon as nobody uses it.
    let refusal: PrivacyError?
    private let lastErasure: Atomic<Int64>
    private let mayHoldErased = Atomic<Bool>(false)
    private let mayHoldResidue = Atomic<Bool>(false)
    private let mayHoldUndone = Atomic<Bool>(false)
    private let mayHoldRows = Atomic<Bool>(false)

    /// Opens the file, making it when it is not there, and brings it to the newest schema.
    ///
    /// Empties the write-ahead log: the last process may have ended between an erasure and its
    /// purge.
    init(id: ShopID, folder: ShopFolder, secrets: ShopSecrets, readersKept: Int) throws {
        self.id = id
        self.folder = folder
        self.secrets = secrets
        self.readersKept = readersKept
        lastErasure = Atomic(0)
        let (reader, refusal) = try Self.reader(folder)
        self.refusal = refusal
        idleReaders = Mutex(reader.map { [$0] } ?? [])
        if let reader {
            reached(try reader.erasurePosition())
        } else {
            try makeReady()
        }
        // What a process before this one has undone is not known; the first purge sees to it.
        hasUndone = true
    }

    /// Writes and checkpoints; for whoever has the shop's writer's turn.
    var writer: Connection {
        get throws {
            if let refusal { throw refusal }
            return try openWriter.withLock { writer in
                if let writer { return writer }
                let opened = try Connection.writer(path: folder.database)
                writer = opened
                return opened
            }
        }
    }

    /// Has the next write open a writer anew, since this one is not as it should be.
    func giveUpWriter() { openWriter.withLock { $0 = nil } }

    /// The ledger's number of the last forget that is carried out in this file; 0: none ever was.
    var position: Int64 { lastErasure.load(ordering: .acquiring) }

    /// Says that the forgets up to this one are carried out and on disk.
    func reached(_ erasure: Int64) { lastErasure.store(erasure, ordering: .releasing) }

    /// Whether what was erased may still stand in the log, or the ledger does not know that it does
    /// not.
    var isPurgePending: Bool {
        get { mayHoldErased.load(ordering: .relaxed) }
        set { mayHoldErased.store(newValue, ordering: .relaxed) }
    }

    /// Whether a look has found something erased that only building the file anew removes.
    var isRepairNeeded: Bool {
        get { mayHoldResidue.load(ordering: .relaxed) }
        set { mayHoldResidue.store(newValue, ordering: .relaxed) }
    }

    /// Whether something was rolled back to a savepoint since free pages were zeroed.
    var hasUndone: Bool {
        get { mayHoldUndone.load(ordering: .relaxed) }
        set { mayHoldUndone.store(newValue, ordering: .relaxed) }
    }

    /// Whether the removal of rows in slices was broken off by the disk.
    var hasRowsLeft: Bool {
        get { mayHoldRows.load(ordering: .relaxed) }
        set { mayHoldRows.store(newValue, ordering: .relaxed) }
    }

    /// Says that the ledger could not be told; it is tried again with the purge.
    func missedMark() { isPurgePending = true }

    /// The shop's ledger, which is opened with its first use: many shops never need it.
    func ledger() throws -> Ledger {
        if let refusal { throw refusal }
        return try openLedger.withLock { ledger in
            if let ledger { return ledger }
            let opened = try Ledger(
                path: folder.ledger, secrets: secrets, position: position, now: Int64(time(nil)))
            ledger = opened
            return opened
        }
    }

    /// Whether the ledger was needed since the shop was opened.
    var hasOpenLedger: Bool { openLedger.withLock { $0 != nil } }

    /// The ledger, if anybody was ever forgotten in this shop.
    func ledgerOfForgotten() throws -> Ledger? { position > 0 ? try ledger() : nil }

    /// The same for who only reads, also on a disk that takes no writes.
    func ledgerToRead() throws -> Ledger? {
        guard position > 0 else { return nil }
        do {
            return try ledger()
        } catch {
            let error = StorageError.translate(error)
            guard error.isOfDisk, folder.files.sizeBytes(of: ShopFolder.ledgerName + "-wal") == 0
            else { throw error }
            return try Ledger(stillAt: folder.ledger, secrets: secrets)
        }
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        let reader =
            try idleReaders.withLock { $0.popLast() } ?? openReader()
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

    /// Runs `body` in a read transaction that may take long, on a connection of its own.
    ///
    /// Reads and writes go on meanwhile; a purge has to wait until it has ended.
    func readLong<R>(_ body: (Connection) throws -> R) throws -> R {
        let connection = try openReader()
        defer { connection.close() }
        return try connection.read { try body($0) }
    }

    /// Closes every connection; the last, the writer's, checkpoints.
    ///
    /// Nobody may use the file now.
    func close() {
        let writer = openWriter.withLock { writer in
            defer { writer = nil }
            return writer
        }
        idleReaders.withLock { readers in
            // Without a writer nothing was written: the last one has only the empty log to remove.
            if writer == nil { readers.last?.setCheckpointOnClose(true) }
            for reader in readers { reader.close() }
            readers = []
        }
        openLedger.withLock { ledger in
            ledger?.close()
            ledger = nil
        }
        _ = try? writer?.checkpoint(.truncate)
        writer?.close()
    }

    private func openReader() throws -> Connection {
        try Connection.reader(path: folder.database, isStill: refusal != nil)
    }

    private func makeReady() throws {
        let writer = try writer
        try Migrations.apply(
            ShopSchema.migrations, applicationID: ShopSchema.applicationID, to: writer)
        reached(try writer.erasurePosition())
        try writer.removeDoomed()
        try PurgeStep(file: self).runAlone()
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
