internal import Glibc
internal import Privacy
internal import SQLite
internal import Synchronization

/// The open files of one shop: its `privacy.db`, which is read and now and then written to with what other
/// shops share, until more is written: then with a few connections of its own that read and one that writes;
/// and its ledger, once that is needed.
///
/// To open a connection reads the schema and prepares statements, most of a millisecond: of many
/// thousand shops most are only asked, or written to now and then. The writer's connections belong to whoever drains the shop's write queue,
/// one thread at a time.
final class ShopFile: Sendable {
    let id: ShopID
    let secrets: ShopSecrets
    /// Where reads begin.
    let gate = ReadGate()
    /// Whether much is being brought in.
    let bulk = BulkMode()
    private let folder: ShopFolder
    private let resources: ShopResources
    private let count: ConnectionCount
    private let readers: ShopReaders
    private let logs: ShopLogs
    private let openWriter: Mutex<Connection?>
    private let sharedTurns = Atomic<Int>(0)
    private let openLedger = Mutex<Ledger?>(nil)
    private let lastErasure: Atomic<Int64>
    private let mayHoldErased = Atomic<Bool>(false)
    private let mayHoldResidue = Atomic<Bool>(false)
    private let mayHoldUndone = Atomic<Bool>(false)
    private let mayHoldRows = Atomic<Bool>(false)

    /// Takes what was opened.
    ///
    /// - Parameters:
    ///   - logs: What stands in the logs of files that nobody has opened for himself.
    ///   - still: The file, if it is ready and has no writer of its own.
    ///   - writer: Else that.
    init(
        id: ShopID, folder: ShopFolder, secrets: ShopSecrets, resources: ShopResources,
        logs: ShopLogs, still: StillFile?, writer: Connection?, position: Int64
    ) {
        self.id = id
        self.folder = folder
        self.secrets = secrets
        self.resources = resources
        count = ConnectionCount(of: resources.connections)
        readers = ShopReaders(
            path: folder.database, still: still, most: resources.readersKept,
            resources: resources, count: count)
        self.logs = logs
        openWriter = Mutex(writer)
        if writer != nil { count.add(1) }
        lastErasure = Atomic(position)
        // What a process before this one has undone is not known; the first purge sees to it.
        hasUndone = true
    }

    /// How many connections of its own it has.
    var connections: Int { count.now }

    /// Whether closing it waits for nothing.
    var isSoonClosed: Bool { connections == 0 }

    /// Writes and checkpoints; for whoever has the shop's writer's turn.
    var writer: Connection {
        get throws { try openWriter.withLock { writer in try ownWriter(&writer) } }
    }

    private func ownWriter(_ writer: inout Connection?) throws -> Connection {
        if let writer { return writer }
        let opened = try Connection.writer(path: folder.database)
        logs.database.handOver()
        readers.expectWrites()
        count.add(1)
        writer = opened
        return opened
    }

    /// How many turns of the writer a shop that was opened has none of its own for: each costs some 15 µs
    /// more than with one, which takes 1.5 ms to open and to close.
    private static let mostSharedTurns = 64

    /// Commits changes with the shop's own writer, or with one that shops share as long as it is seldom
    /// written to; for whoever has the shop's writer's turn.
    ///
    /// - Parameter isBulk: Whether much is brought in: that is for a writer of its own.
    func commit(
        _ changes: [CommitBatch.Change], isBulk: Bool
    ) throws -> [CommitBatch.Outcome] {
        let outcomes: [CommitBatch.Outcome]? = try openWriter.withLock { writer in
            // Held meanwhile, so that nobody opens a writer while the file is written to.
            guard writer == nil, !isBulk, logs.database.isUsable, let still = readers.still,
                still.isWritable, sharedTurns.load(ordering: .relaxed) < Self.mostSharedTurns
            else { return nil }
            sharedTurns.add(1, ordering: .relaxed)
            return try resources.shared.write(
                still, log: logs.database, alone: applyAlone,
                isDone: { outcomes in
                    outcomes.allSatisfy { if case .success = $0 { true } else { false } }
                }
            ) { CommitBatch(connection: $0).run(changes) }
        }
        return try outcomes ?? CommitBatch(connection: writer).run(changes)
    }

    /// Brings into the file what is in the log, while nobody reads.
    private func applyAlone(_ apply: () -> Bool) {
        FaultPoint.hit(.changeLogged)
        gate.close()
        defer { gate.open() }
        if apply() {
            FaultPoint.hit(.changeApplied)
        } else {
            // SQLite finds it in the log, for the connections that the shop has from now on.
            logs.database.handOver()
            readers.expectWrites()
        }
    }

    /// Has the next write open a writer anew, since this one is not as it should be.
    func giveUpWriter() {
        openWriter.withLock { writer in
            if writer != nil { count.add(-1) }
            writer = nil
        }
    }

    /// Ends a turn of the writer: where many shops are written to, none keeps the pages that it has read.
    func endTurn() {
        guard resources.areCrowded else { return }
        openWriter.withLock { $0?.releaseMemory() }
    }

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
        try openLedger.withLock { ledger in
            if let ledger { return ledger }
            let opened = try Ledger(
                path: folder.ledger, secrets: secrets, position: position, now: Int64(time(nil)))
            logs.ledger.handOver()
            count.add(Self.ledgersConnections)
            ledger = opened
            return opened
        }
    }

    /// Adds to the audit chain, without opening the ledger if nobody else needs it; for whoever has the
    /// shop's writer's turn.
    func append(_ events: [AuditEvent]) throws {
        let isDone = try openLedger.withLock { ledger in
            guard ledger == nil, logs.ledger.isUsable else { return false }
            if position == 0 { try NewLedger.makeIfMissing(in: folder) }
            guard isLedgerWhole, let still = resources.sharedLedgers.file(folder.ledger),
                still.isWritable
            else { return false }
            return try resources.sharedLedgers.write(
                still, log: logs.ledger,
                alone: { apply in if !apply() { self.logs.ledger.handOver() } }
            ) { connection in
                try connection.write { (connection: Connection) in
                    // One that does not reach so far is not the shop's: who opens it sees to that.
                    guard try connection.lastErasure() >= position else { return false }
                    try connection.append(events, sealedWith: secrets.seal)
                    return true
                }
            }
        }
        if isDone { return }
        let ledger = try ledger()
        try ledger.write { _ in try ledger.append(events) }
    }

    /// Whether the ledger's file holds all that was written to it.
    private var isLedgerWhole: Bool {
        logs.ledger.isOurs || folder.files.sizeBytes(of: ShopFolder.ledgerName + "-wal") == 0
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
            guard error.isOfDisk, isLedgerWhole
            else { throw error }
            return try Ledger(stillAt: folder.ledger, secrets: secrets)
        }
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R { try readers.read(body) }

    /// Runs `body` in a read transaction that may take long, on a connection of its own.
    ///
    /// Reads and writes go on meanwhile; a purge has to wait until it has ended.
    func readLong<R>(_ body: (Connection) throws -> R) throws -> R {
        // With the writer's connection the log is open, and reads see what is written meanwhile.
        _ = try writer
        let connection = try Connection.reader(path: folder.database)
        defer { connection.close() }
        return try connection.read { try body($0) }
    }

    /// Closes every connection; the last, the writer's, checkpoints.
    ///
    /// A log that is not the writer's stays. Nobody may use the file now.
    func close() {
        let writer = openWriter.withLock { writer in
            defer { writer = nil }
            return writer
        }
        // Without a writer the log is empty, or could not be brought into the file.
        readers.close(isLast: writer == nil)
        openLedger.withLock { ledger in
            if ledger != nil { count.add(-Self.ledgersConnections) }
            ledger?.close()
            ledger = nil
        }
        if let writer {
            _ = try? writer.checkpoint(.truncate)
            writer.close()
            count.add(-1)
        }
        readers.closeFile()
    }

    private static let ledgersConnections = 2
}
