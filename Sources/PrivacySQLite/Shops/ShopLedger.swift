internal import Glibc
internal import Privacy
internal import SQLite
internal import Synchronization

/// One shop's `ledger.db`: opened with its first use, which most of many thousand shops never come to.
///
/// Without opening it, by connections that shops share, it is asked who was forgotten, and forgets and calls are
/// written down in it.
final class ShopLedger: Sendable {
    private static let connections = 2

    private let folder: ShopFolder
    private let secrets: ShopSecrets
    private let log: StillLog
    private let shared: SharedConnections
    private let count: ConnectionCount
    private let opened = Mutex<Ledger?>(nil)
    /// The same for who only asks, and keeps them from the file while it is opened or written to.
    private let asked = Mutex<Ledger?>(nil)
    /// Its digests, once they were read.
    private let digests = Mutex<LedgerDigests?>(nil)
    private let isReadStill = Atomic<Bool>(false)

    /// - Parameter log: What stands in its log as long as it is not opened.
    init(
        folder: ShopFolder, secrets: ShopSecrets, log: StillLog, shared: SharedConnections,
        count: ConnectionCount
    ) {
        self.folder = folder
        self.secrets = secrets
        self.log = log
        self.shared = shared
        self.count = count
    }

    /// Whether it was opened.
    var isOpen: Bool { opened.withLock { $0 != nil } }

    /// The open ledger.
    ///
    /// - Parameter position: The last forget that the shop's file knows.
    func open(_ position: Int64) throws -> Ledger {
        try opened.withLock { opened in
            if let opened { return opened }
            let ledger = try asked.withLock { asked in
                let ledger = try Ledger(
                    path: folder.ledger, secrets: secrets, position: position,
                    now: Int64(time(nil)), digests: digests.withLock { $0 })
                log.handOver()
                asked = ledger
                return ledger
            }
            digests.withLock { $0 = ledger.digests }
            count.add(Self.connections)
            opened = ledger
            return ledger
        }
    }

    /// The same for who only reads, also on a disk that takes no writes.
    private func openToRead(_ position: Int64) throws -> Ledger {
        do {
            return try open(position)
        } catch {
            let error = StorageError.translate(error)
            guard error.isOfDisk, isWhole else { throw error }
            // Whoever reads it so is told of nothing that is written meanwhile.
            isReadStill.store(true, ordering: .relaxed)
            return try Ledger(stillAt: folder.ledger, secrets: secrets)
        }
    }

    /// When the subject of a name was last forgotten, of those that still do what `most` says; from any
    /// thread.
    ///
    /// - Parameter position: The last forget that the shop's file knows.
    func forgotten(_ name: SubjectName, upTo most: DigestState, position: Int64) throws -> Int64? {
        let digest = secrets.ledger.digest(name)
        let known = try knownDigests(position)
        if known.isUnknown(digest) { return nil }
        return try ask(position) { try known.forgotten(digest, upTo: most, in: $0) }
    }

    private func knownDigests(_ position: Int64) throws -> LedgerDigests {
        if let known = digests.withLock({ $0 }) { return known }
        let read = try ask(position) { LedgerDigests(of: $0) }
        return digests.withLock { known in
            // Another's may have been added to by now.
            let first = known ?? read
            known = first
            return first
        }
    }

    /// Runs `body` in a read transaction, without opening the ledger if nobody else needs it; from any thread.
    func ask<R: Sendable>(_ position: Int64, _ body: (Connection) throws -> R) throws -> R {
        if let ledger = asked.withLock({ $0 }) { return try ledger.read(body) }
        if let found = try askUnopened(position, body) { return found }
        return try openToRead(position).read(body)
    }

    /// The same; nil: it is open, or has to be opened.
    func askUnopened<R: Sendable>(_ position: Int64, _ body: (Connection) throws -> R?) throws -> R?
    {
        try asked.withLock { ledger in
            guard ledger == nil, isWhole, let still = shared.file(folder.ledger) else { return nil }
            return try shared.read(still) { connection in
                // Else it is not the shop's, which who opens it sees to.
                try connection.lastErasure() >= position ? try body(connection) : nil
            }
        }
    }

    /// Adds to the audit chain, inside the transaction that ``write(_:_:)`` has begun.
    func append(_ events: [AuditEvent], to connection: Connection) throws {
        try connection.append(events, sealedWith: secrets.seal)
    }

    /// Writes down what is about to be erased, on disk when this returns; for whoever has the shop's writer's turn.
    func intend(_ intents: [ErasureIntent], _ position: Int64) throws {
        let read = try knownDigests(position)
        try write(position) { connection in
            // Who has opened the ledger since may know others; meanwhile nobody does.
            let known = digests.withLock { $0 } ?? read
            for intent in intents {
                try known.insert(intent, into: connection, sealedWith: secrets.seal)
            }
            FaultPoint.hit(.forgetIntending)
        }
    }

    /// The number of the last forget that was ever intended; for whoever has the shop's writer's turn.
    func lastErasure(_ position: Int64) throws -> Int64 {
        if position == 0 {
            // Held meanwhile, so that nobody opens it before it is there, and makes it as well.
            try opened.withLock { opened in
                if opened == nil { try NewLedger.makeIfMissing(in: folder) }
            }
        }
        return try ask(position) { try $0.lastErasure() }
    }

    /// Runs `body` in one transaction, on disk when this returns, without opening the ledger if nobody else
    /// needs it; for whoever has the shop's writer's turn.
    func write<R: Sendable>(_ position: Int64, _ body: (Connection) throws -> R) throws -> R {
        // Held meanwhile, so that nobody opens it while it is written to.
        let result = try opened.withLock { opened -> R? in
            guard opened == nil, !isReadStill.load(ordering: .relaxed) else { return nil }
            if position == 0 { try NewLedger.makeIfMissing(in: folder) }
            guard isWhole, let still = shared.file(folder.ledger), still.isWritable else {
                return nil
            }
            return try still.whileAlone(with: log) { try write(to: still, position, body) } ?? nil
        }
        if let result { return result }
        return try open(position).write(body)
    }

    /// Nil: it is not the shop's, which who opens it sees to.
    private func write<R>(
        to still: StillFile, _ position: Int64, _ body: (Connection) throws -> R
    ) throws -> R? {
        try shared.write(
            still, log: log,
            alone: { [self] apply in asked.withLock { _ in if !apply() { log.handOver() } } }
        ) { connection in
            try connection.write { (connection: Connection) in
                try connection.lastErasure() >= position ? try body(connection) : nil
            }
        }
    }

    /// Closes it; a log that is not its own stays.
    ///
    /// Nobody may use it now.
    func close() {
        opened.withLock { ledger in
            asked.withLock { $0 = nil }
            guard let own = ledger else { return }
            own.close()
            log.handOver()
            count.add(-Self.connections)
            ledger = nil
        }
    }

    /// Whether the file holds all that was written to it.
    private var isWhole: Bool {
        log.isHeld(by: folder.ledger)
    }
}
