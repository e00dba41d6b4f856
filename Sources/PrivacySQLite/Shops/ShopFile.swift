internal import Privacy
internal import SQLite
internal import Synchronization

/// The open files of one shop: its `privacy.db`, which is read and now and then written to by connections that
/// shops share, until more is written: then by a few of its own that read and one that writes; and its
/// ledger, once that is needed.
///
/// To open a connection reads the schema and prepares statements, most of a millisecond: of many thousand
/// shops most are only asked, or written to now and then.
final class ShopFile: Sendable {
    let id: ShopID
    let secrets: ShopSecrets
    /// Where reads begin.
    let gate = ReadGate()
    /// Whether much is being brought in.
    let bulk = BulkMode()
    private let path: String
    private let resources: ShopResources
    private let count: ConnectionCount
    private let readers: ShopReaders
    private let writers: ShopWriters
    private let openedLedger: ShopLedger
    private let lastErasure: Atomic<Int64>
    private let mayHoldErased = Atomic<Bool>(false)
    private let mayHoldResidue = Atomic<Bool>(false)
    private let mayHoldUndone = Atomic<Bool>(false)
    private let mayHoldRows = Atomic<Bool>(false)
    private let mayHaveUntold = Atomic<Bool>(false)

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
        path = folder.database
        self.secrets = secrets
        self.resources = resources
        count = ConnectionCount(of: resources.connections)
        readers = ShopReaders(
            path: folder.database, still: still, resources: resources, count: count)
        writers = ShopWriters(
            path: folder.database, opened: writer, log: logs.database, readers: readers, gate: gate,
            shared: resources.shared, count: count)
        openedLedger = ShopLedger(
            folder: folder, secrets: secrets, log: logs.ledger, shared: resources.sharedLedgers,
            count: count)
        lastErasure = Atomic(position)
        // What a process before this one has undone is not known; the first purge sees to it.
        hasUndone = true
    }

    /// How many connections of its own it has.
    var connections: Int { count.now }

    /// Whether closing it waits for nothing.
    var isSoonClosed: Bool { connections == 0 }

    /// Writes and checkpoints; for whoever has the shop's writer's turn.
    var writer: Connection { get throws { try writers.own } }

    /// Commits changes, as many as find time, and says of each of those what became of it; for whoever has
    /// the shop's writer's turn.
    ///
    /// - Parameter isBulk: Whether much is brought in.
    func commit(
        _ changes: [CommitBatch.Change], isBulk: Bool
    ) throws -> [CommitBatch.Outcome] {
        try writers.commit(changes, isBulk: isBulk)
    }

    /// Runs `body` with a connection that shops share and that commits to the file; for whoever has the shop's writer's
    /// turn.
    ///
    /// Nil: it is for the shop's own writer.
    func writeShared<R: Sendable>(
        _ body: (Connection) throws -> [Result<R, PrivacyError>]
    ) throws -> [Result<R, PrivacyError>]? {
        try writers.writeShared(body)
    }

    /// Whether a commit that failed is not in the log.
    var isLogCertain: Bool { writers.isLogCertain }

    /// Has the next write open a writer anew, since this one is not as it should be.
    func giveUpWriter() { writers.giveUp() }

    /// Whether the log is so long that it is to be moved into the file; what brings in much sees to that itself.
    var isLogLong: Bool { !bulk.isOn && writers.isLogLong }

    /// Moves the log into the file, as far as no read is in the way; for whoever has the shop's writer's turn.
    func moveLog() { writers.moveLog() }

    /// Ends a turn of the writer: where many shops are written to, each connection keeps fewer of the pages that it has
    /// read.
    func endTurn() {
        if !bulk.isOn { writers.keepPages(kiB: resources.cacheKiB) }
        readers.keepPages()
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

    /// Whether the ledger may have forgets that it was not told to be purged.
    var isLedgerBehind: Bool {
        get { mayHaveUntold.load(ordering: .relaxed) }
        set { mayHaveUntold.store(newValue, ordering: .relaxed) }
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
    func missedMark() {
        isPurgePending = true
        isLedgerBehind = true
    }

    /// The shop's ledger.
    func ledger() throws -> Ledger { try openedLedger.open(position) }

    /// Adds to the audit chain, without opening the ledger if nobody else needs it; for whoever has the
    /// shop's writer's turn.
    func append(_ events: [AuditEvent]) throws {
        try writeLedger { try $0.append(events, to: $1) }
    }

    /// The number of the last forget that was ever intended; for whoever has the shop's writer's turn.
    func lastIntended() throws -> Int64 { try openedLedger.lastErasure(position) }

    /// Writes down what is about to be erased, on disk when this returns; for whoever has the shop's writer's turn.
    func intend(_ intents: [ErasureIntent]) throws { try openedLedger.intend(intents, position) }

    /// Runs `body` in one transaction of the ledger, without opening it if nobody else needs it; for whoever has
    /// the shop's writer's turn.
    func writeLedger<R: Sendable>(_ body: (ShopLedger, Connection) throws -> R) throws -> R {
        try openedLedger.write(position) { [openedLedger] in try body(openedLedger, $0) }
    }

    /// Whether the ledger was opened since the shop was.
    var hasOpenLedger: Bool { openedLedger.isOpen }

    /// The ledger, if anybody was ever forgotten in this shop.
    func ledgerOfForgotten() throws -> Ledger? { position > 0 ? try ledger() : nil }

    /// Who was forgotten in this shop, to be asked from any thread; nil: nobody ever was.
    var forgotten: ForgottenNames? {
        let position = position
        guard position > 0 else { return nil }
        return ForgottenNames { [openedLedger] name, most in
            try openedLedger.forgotten(name, upTo: most, position: position)
        }
    }

    /// Runs `body` in a read transaction of the ledger, without opening it if nobody else needs it.
    func readLedger<R: Sendable>(_ body: (Connection) throws -> R) throws -> R {
        try openedLedger.ask(position, body)
    }

    /// The same; nil: it is open, or has to be opened.
    func askLedger<R: Sendable>(_ body: (Connection) throws -> R?) throws -> R? {
        try openedLedger.askUnopened(position, body)
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R { try readers.read(body) }

    /// Runs `body` with a connection to read the bytes of the file with; for whoever has the shop's writer's turn.
    ///
    /// That is the shop's own writer, if it has one; else `body` must not have it opened, which would wait for this read.
    ///
    /// - Parameter hasLog: Whether the connection has the log, too.
    func readBytes<R>(_ body: (_ connection: Connection, _ hasLog: Bool) throws -> R) throws -> R {
        if writers.hasOwn { return try body(writer, true) }
        return try read { try body($0, false) }
    }

    /// Empties the log without a writer of the shop's own; false: that takes one.
    func emptyLogShared() throws -> Bool {
        guard !isPurgePending, !isRepairNeeded, !hasRowsLeft, writers.emptySharedLog() else {
            return false
        }
        guard hasUndone else { return true }
        guard try !readBytes({ connection, _ in try connection.hasUncleanFreePages() }) else {
            return false
        }
        hasUndone = false
        return true
    }

    /// Runs `body` in a read transaction that may take long, on a connection of its own.
    ///
    /// Reads and writes go on meanwhile; a purge has to wait until it has ended.
    func readLong<R>(_ body: (Connection) throws -> R) throws -> R {
        // With the writer's connection the log is open, and reads see what is written meanwhile.
        _ = try writer
        let connection = try Connection.reader(path: path)
        defer { connection.close() }
        return try connection.read { try body($0) }
    }

    /// Closes every connection; the last, the writer's, checkpoints.
    ///
    /// A log that is not the writer's stays. Nobody may use the file now.
    func close() {
        openedLedger.close()
        writers.close()
    }
}
