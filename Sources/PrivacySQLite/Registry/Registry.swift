internal import Privacy
internal import SQLite
internal import Synchronization

/// `registry.db`: the shops, the digests of their private keys and their settings.
///
/// What calls need is held in memory. This process alone owns the data folder, so a change made
/// here is seen by the next call.
final class Registry: Sendable {
    static let fileName = "registry.db"
    /// How many shops are held in memory: about 1 kB each.
    static let cachedShops = 20_000

    private struct State {
        let connection: Connection
        var cache: [String: Shop] = [:]
    }

    private let state: Mutex<State>

    /// Opens the registry, making it when it is not there.
    ///
    /// Refuses to make one beside the folders of shops: it is missing, and with it every key.
    init(folder: String) throws {
        let path = folder + "/" + Self.fileName
        if PrivateFolder(path: folder).sizeBytes(of: Self.fileName) == 0,
            try !PrivateFolder(path: folder + "/shops").entries().isEmpty
        {
            throw PrivacyError(
                .damaged,
                "registry.db is missing or empty, but there are shops: \(Self.advice)")
        }
        let connection = try Connection.writer(path: path)
        try Migrations.apply(
            RegistrySchema.migrations, applicationID: RegistrySchema.applicationID, to: connection)
        state = Mutex(State(connection: connection))
    }

    /// Runs `body`, which reads the registry first of all, and tells what to do if it is damaged.
    static func advising<R>(_ body: () throws -> R) throws(PrivacyError) -> R {
        do {
            return try body()
        } catch let error as SQLiteError {
            let error = StorageError.translate(error)
            guard error.code == .damaged else { throw error }
            throw PrivacyError(.damaged, "registry.db is damaged: \(advice)")
        } catch {
            throw StorageError.translate(error)
        }
    }

    private static let advice =
        "move it away, if it is there, and bring back its snapshot with oblio restore."

    /// The shop that a public key names.
    func shop(withKey key: String) throws -> Shop? {
        try state.withLock { state in
            if let shop = state.cache[key] { return shop }
            let table = ShopTable(connection: state.connection)
            guard let shop = try table.shop(withKey: key) else { return nil }
            if state.cache.count >= Self.cachedShops { state.cache.removeAll() }
            state.cache[key] = shop
            return shop
        }
    }

    /// Every shop, in the order in which they were made.
    func shops() throws -> [Shop] { try reading { try $0.shops() } }

    /// The ids of every shop: what of many thousand shops is had at once.
    func shopIDs() throws -> [ShopID] { try reading { try $0.shopIDs() } }

    /// The shops whose deletion was begun.
    func shopsBeingDeleted() throws -> [ShopID] { try reading { try $0.shopsBeingDeleted() } }

    /// The shop of that id with the keys derived from its secret.
    func shop(_ id: ShopID) throws -> (shop: Shop, secrets: ShopSecrets) {
        let (shop, secret) = try reading { table in
            guard let shop = try table.shop(id), let secret = try table.secret(of: id) else {
                throw Self.unknownShop
            }
            return (shop, secret)
        }
        return (shop, ShopSecrets(root: secret))
    }

    /// The keys derived from a shop's secret.
    func secrets(_ id: ShopID) throws -> ShopSecrets {
        guard let secret = try reading({ try $0.secret(of: id) }) else { throw Self.unknownShop }
        return ShopSecrets(root: secret)
    }

    /// The keys of a shop whose deletion was begun.
    func secretsOfDeleted(_ id: ShopID) throws -> ShopSecrets {
        try reading { table in
            guard let secret = try table.secretOfDeleted(id) else { throw Self.unknownShop }
            return ShopSecrets(root: secret)
        }
    }

    /// Whether the shop's file was ever made.
    func isMade(_ id: ShopID) throws -> Bool { try reading { try $0.isMade(id) } }

    /// Says that it is; on disk when this returns.
    func setMade(_ id: ShopID) throws {
        try state.withLock { try ShopTable(connection: $0.connection).setMade(id) }
    }

    /// The bytes of the whole file, as they would be on disk with an empty log.
    func serialized() throws -> [UInt8] {
        try state.withLock {
            try $0.connection.serialize(maximumBytes: RegistrySnapshot.maximumBytes)
        }
    }

    /// What SQLite finds wrong with the file; nothing: it is whole.
    func damage() throws -> [String] {
        try state.withLock { try ShopVerification.damage(of: $0.connection) }
    }

    /// Empties the log, so that a deleted shop's secret is in neither file.
    func emptyLog() {
        state.withLock { Self.emptyLog(of: $0.connection) }
    }

    private static func emptyLog(of connection: Connection) {
        guard (try? connection.voidLog().isComplete) == true else { return }
        _ = try? connection.overwriteVoidLog()
        connection.releaseMemory()
    }

    /// The shops in which a forget is not through all its states.
    func pendingShops() throws -> [ShopID] { try reading { try $0.pendingShops() } }

    /// Says whether a shop is one of them; on disk when this returns.
    func setPending(_ isPending: Bool, _ id: ShopID) throws {
        try state.withLock { state in
            let table = ShopTable(connection: state.connection)
            try table.setPending(isPending, id)
        }
    }

    /// Runs `body` in one transaction and gives back the shop as it is afterwards.
    func change(_ id: ShopID, _ body: (ShopTable) throws -> Void) throws -> Shop {
        try writing { table in
            guard try table.shop(id) != nil else { throw Self.unknownShop }
            try body(table)
            guard let changed = try table.shop(id) else { throw Self.unknownShop }
            return changed
        }
    }

    /// Runs `body` in one transaction, after which nothing old is held in memory.
    func writing<R: Sendable>(_ body: (ShopTable) throws -> R) throws -> R {
        try state.withLock { state in
            state.cache.removeAll()
            let connection = state.connection
            // Each call of a shop would wait behind it, to be told which shop it is.
            try connection.begin(.immediate, waits: false)
            do {
                let result = try body(ShopTable(connection: connection))
                try connection.commit()
                return result
            } catch {
                connection.rollback()
                throw error
            }
        }
    }

    /// Writes a row, so that a full or read-only disk is noticed.
    func probe(_ time: Int64) throws {
        try state.withLock { state in
            try state.connection.run(
                "INSERT OR REPLACE INTO probe(id, time) VALUES (1, ?1)", .integer(time))
        }
    }

    func close() {
        state.withLock { state in
            // SQLite deletes it then.
            Self.emptyLog(of: state.connection)
            state.connection.close()
        }
    }

    private func reading<R: Sendable>(_ body: (ShopTable) throws -> R) throws -> R {
        try state.withLock { try body(ShopTable(connection: $0.connection)) }
    }

    static let unknownShop = PrivacyError(.unknownRecord, "There is no such shop.")
}
