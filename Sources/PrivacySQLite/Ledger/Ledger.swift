internal import Privacy
internal import SQLite
internal import Synchronization

/// The open `ledger.db` of one shop.
///
/// It is another file than the shop's, so that a restored shop does not bring the forgotten back;
/// two files do not commit as one, and the order of their commits is ``ErasureBatch``'s.
///
/// Its writer's connection belongs to whoever has the shop's writer's turn.
final class Ledger: Sendable {
    /// The memory that each of its two connections may take for pages.
    private static let cacheKiB = 400

    let writer: Connection
    let secrets: ShopSecrets
    let digests: LedgerDigests
    private let path: String
    private let isStill: Bool
    private let reader = Mutex<Connection?>(nil)

    /// Opens the ledger, making it when it is not there.
    ///
    /// - Parameters:
    ///   - position: The last forget that the shop's file knows. A ledger that does not reach so far is not
    ///     the one that belongs to it: what it cannot tell is written down.
    ///   - digests: Its digests, if they are known already.
    init(
        path: String, secrets: ShopSecrets, position: Int64, now: Int64,
        digests: LedgerDigests? = nil
    ) throws {
        self.path = path
        self.secrets = secrets
        isStill = false
        writer = try Connection.writer(path: path, cacheKiB: Self.cacheKiB)
        try Migrations.apply(
            LedgerSchema.migrations, applicationID: LedgerSchema.applicationID, to: writer)
        self.digests = digests ?? LedgerDigests(of: writer)
        if try writer.lastErasure() < position { try beginAnew(at: position, now) }
    }

    /// Opens a ledger that nobody changes meanwhile, and whose log is empty, to read it alone.
    init(stillAt path: String, secrets: ShopSecrets) throws {
        self.path = path
        self.secrets = secrets
        isStill = true
        writer = try Connection.reader(path: path, cacheKiB: Self.cacheKiB, isStill: true)
        digests = LedgerDigests()
    }

    /// Runs `body` in one transaction, on disk when this returns.
    func write<R>(_ body: (Connection) throws -> R) throws -> R {
        try writer.begin(.immediate)
        do {
            let result = try body(writer)
            try writer.commit()
            return result
        } catch {
            writer.rollback()
            throw error
        }
    }

    /// Runs `body` in one read transaction, from any thread.
    func read<R: Sendable>(_ body: (Connection) throws -> R) throws -> R {
        try reader.withLock { reader in
            let connection =
                try reader
                ?? Connection.reader(path: path, cacheKiB: Self.cacheKiB, isStill: isStill)
            reader = connection
            return try connection.read { try body($0) }
        }
    }

    /// Runs `body` in a read transaction that may take long, on a connection of its own: nobody waits
    /// for it.
    func readLong<R>(_ body: (Connection) throws -> R) throws -> R {
        let connection = try Connection.reader(path: path, cacheKiB: Self.cacheKiB)
        defer { connection.close() }
        return try connection.read { try body($0) }
    }

    /// Empties the log: what was pruned is then in neither file.
    func emptyLog() throws {
        guard try writer.voidLog().isComplete, try writer.overwriteVoidLog() else { return }
        writer.releaseMemory()
    }

    /// Closes both connections.
    ///
    /// Nobody may use the ledger now.
    func close() {
        reader.withLock { reader in
            reader?.close()
            reader = nil
        }
        writer.closeKeepingLog()
    }

    private func beginAnew(at position: Int64, _ now: Int64) throws {
        try write { connection in
            try connection.setLastErasure(position)
            try connection.setPrunedThrough(position)
            try append([AuditEvent(.ledgerLost, by: .service, at: now)])
        }
    }
}
