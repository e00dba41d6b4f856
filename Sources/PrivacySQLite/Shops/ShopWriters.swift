internal import Privacy
internal import SQLite
internal import Synchronization

/// What writes to one shop's `privacy.db`: connections that shops share, as long as little is written, then one
/// of its own.
///
/// Belongs to whoever has the shop's writer's turn, but for the opening of the own one, which who reads for
/// long wants too.
final class ShopWriters: Sendable {
    /// How many turns a shop that was opened has no writer of its own for: each costs some 15 µs more than
    /// with one, which takes 1.5 ms to open and to close.
    private static let mostSharedTurns = 64
    /// How many calls' changes are committed at once with a shared writer, which holds all that they change
    /// until then.
    private static let mostSharedChanges = 32

    private let path: String
    private let log: StillLog
    private let readers: ShopReaders
    private let gate: ReadGate
    private let shared: SharedConnections
    private let count: ConnectionCount
    private let opened: Mutex<Connection?>
    private let sharedTurns = Atomic<Int>(0)

    /// - Parameters:
    ///   - opened: The shop's own writer, if it has one already.
    ///   - log: What stands in the log as long as it has none.
    ///   - gate: Where reads begin, to be kept from a file that is written to.
    init(
        path: String, opened: Connection?, log: StillLog, readers: ShopReaders, gate: ReadGate,
        shared: SharedConnections, count: ConnectionCount
    ) {
        self.path = path
        self.log = log
        self.readers = readers
        self.gate = gate
        self.shared = shared
        self.count = count
        self.opened = Mutex(opened)
        if opened != nil { count.add(1) }
    }

    /// The shop's own writer, which also checkpoints.
    var own: Connection {
        get throws { try opened.withLock { opened in try own(&opened) } }
    }

    /// Whether the shop has a writer of its own.
    var hasOwn: Bool { opened.withLock { $0 != nil } }

    /// Whether a commit that failed is not in the log: until a sync of it has failed.
    var isLogCertain: Bool { log.isUsable }

    /// Empties the log as long as the shop has no writer of its own; false: it has, or something may stand in
    /// the log.
    func emptySharedLog() -> Bool {
        opened.withLock { opened in
            guard opened == nil, let still = readers.still else { return false }
            return still.whileAlone(with: log) { log.empty(of: still) } ?? false
        }
    }

    private func own(_ opened: inout Connection?) throws -> Connection {
        if let opened { return opened }
        let writer = try Connection.writer(path: path)
        log.handOver()
        readers.expectWrites()
        count.add(1)
        opened = writer
        return writer
    }

    /// Commits changes, as many as find time.
    ///
    /// - Parameter isBulk: Whether much is brought in: that is for a writer of its own.
    func commit(
        _ changes: [CommitBatch.Change], isBulk: Bool
    ) throws -> [CommitBatch.Outcome] {
        if !isBulk, changes.count <= Self.mostSharedChanges,
            let outcomes = try writeShared({ try CommitBatch(connection: $0).run(changes) })
        {
            return outcomes
        }
        return try CommitBatch(connection: try own).run(changes)
    }

    /// Runs `body` with a connection that shops share and that commits to the file; nil: it is for a writer of the
    /// shop's own.
    func writeShared<R: Sendable>(
        _ body: (Connection) throws -> [Result<R, PrivacyError>]
    ) throws -> [Result<R, PrivacyError>]? {
        // Held meanwhile, so that nobody opens a writer while the file is written to.
        try opened.withLock { opened in
            guard opened == nil, let still = readers.still, still.isWritable,
                sharedTurns.load(ordering: .relaxed) < Self.mostSharedTurns
            else { return nil }
            sharedTurns.add(1, ordering: .relaxed)
            var isBehind = false
            defer { if isBehind { leaveShared(&opened) } }
            return try still.whileAlone(with: log) {
                try shared.write(
                    still, log: log,
                    alone: { [gate] apply in
                        FaultPoint.hit(.changeLogged)
                        gate.close()
                        isBehind = !apply()
                        if isBehind { return }
                        FaultPoint.hit(.changeApplied)
                        gate.open()
                    }, isDone: { $0.allSatisfy(\.isSuccess) }, body)
            }
        }
    }

    /// Goes on after a change that is in the log and could not be brought into the file.
    ///
    /// SQLite finds it there, for the connections that the shop has from now on; the gate is closed until then.
    private func leaveShared(_ opened: inout Connection?) {
        defer { gate.open() }
        log.handOver()
        readers.expectWrites()
        _ = try? own(&opened)
    }

    /// Has the next write open a writer anew, since this one is not as it should be.
    func giveUp() {
        if take() != nil { count.add(-1) }
    }

    /// Whether the own writer's log is so long that it is to be moved into the file.
    var isLogLong: Bool {
        opened.withLock { opened in
            guard let bytes = try? opened?.logBytes else { return false }
            return bytes >= Connection.usualLogBytes
        }
    }

    /// Moves the own writer's log into the file, as far as no read is in the way; what the disk refuses, the next tries
    /// again.
    ///
    /// Who closes the writer waits for it.
    func moveLog() { opened.withLock { _ = try? $0?.checkpoint(.passive) } }

    /// Sets how many pages the own writer keeps of those that it has read.
    func keepPages(kiB: Int) { opened.withLock { try? $0?.keepPages(kiB: kiB) } }

    /// Closes the readers, then the own writer, which checkpoints, then the file that was read still.
    ///
    /// A log that is not the writer's stays.
    func close() {
        let writer = take()
        // Without a writer the log is empty, or could not be brought into the file.
        readers.close(isLast: writer == nil)
        if let writer {
            writer.closeKeepingLog()
            count.add(-1)
        }
        readers.closeFile()
    }

    private func take() -> Connection? {
        opened.withLock { opened in
            defer { opened = nil }
            return opened
        }
    }
}
