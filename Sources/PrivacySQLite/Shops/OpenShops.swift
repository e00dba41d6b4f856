internal import Glibc
internal import Privacy
internal import SQLite
internal import Synchronization

/// The shops whose files are open: opened when first needed, closed by least recent use when
/// there are more than the budget of descriptors and memory allows.
final class OpenShops: Sendable {
    /// A use of a shop's file.
    struct Use: Sendable {
        let entry: ShopEntry
        let file: ShopFile
    }

    private let folder: String
    private let registry: Registry
    private let pending: PendingShops
    private let configuration: SQLiteStore.Configuration
    private let threads: WorkThreads
    private let entries = Mutex<[ShopID: ShopEntry]>([:])
    private let openCount = Atomic<Int>(0)
    private let ticks = Atomic<Int>(0)

    init(
        folder: String, registry: Registry, pending: PendingShops,
        configuration: SQLiteStore.Configuration, threads: WorkThreads
    ) {
        self.folder = folder
        self.registry = registry
        self.pending = pending
        self.configuration = configuration
        self.threads = threads
    }

    /// How many files are open.
    var count: Int { openCount.load(ordering: .relaxed) }

    /// The shop's open file; to be given back with ``release(_:)``.
    func acquire(_ id: ShopID) throws -> Use {
        let entry = entry(of: id)
        entry.lastUse.store(
            ticks.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        let (file, isNew) = try entry.acquire { try open(id) }
        if isNew, openCount.add(1, ordering: .relaxed).newValue > configuration.maximumOpenShops {
            threads.enqueue { self.closeOldest() }
        }
        return Use(entry: entry, file: file)
    }

    /// The shop's files if they are open already; to be given back with ``release(_:)``.
    func acquireOpen(_ id: ShopID) -> Use? {
        let entry = entry(of: id)
        return entry.acquireOpen().map { Use(entry: entry, file: $0) }
    }

    /// Where a shop's reads are counted for the audit chain.
    func audit(of id: ShopID) -> AuditCounter { entry(of: id).audit }

    /// The shops whose files are open now.
    var open: [ShopID] {
        entries.withLock { Array($0.values) }.filter(\.isOpen).map(\.id)
    }

    /// Ends a use.
    func release(_ use: Use) { use.entry.release() }

    /// Closes a shop for good: refuses new uses, and is true once the last one has ended.
    func closeForDeletion(_ id: ShopID) -> Bool {
        guard entry(of: id).closeForDeletion() else { return false }
        entries.withLock { $0[id] = nil }
        recount()
        return true
    }

    /// Closes a shop's files, runs `body`, and lets the shop be opened again.
    ///
    /// Blocks until nobody uses it any more. Who comes meanwhile is told to try again.
    func replace(_ id: ShopID, _ body: () throws -> Void) throws {
        let entry = entry(of: id)
        defer { entry.reopen() }
        while !entry.closeForReplacement() { usleep(1_000) }
        recount()
        try body()
    }

    /// Closes every file.
    ///
    /// Nobody may use one now.
    func closeAll() {
        let all = entries.withLock { entries in
            defer { entries = [:] }
            return Array(entries.values)
        }
        for entry in all { _ = entry.closeIfIdle() }
        openCount.store(0, ordering: .relaxed)
    }

    private func open(_ id: ShopID) throws -> ShopFile {
        let (shop, secrets) = try registry.shop(id)
        let folder = ShopFolder(data: self.folder, id: id)
        try folder.files.make()
        let file = try ShopFile(
            id: id, folder: folder, secrets: secrets, readersKept: configuration.readersPerShop)
        guard pending.contains(id) else { return file }
        do {
            try ShopRecovery(
                file: file, settings: shop.settings,
                lookbackSeconds: configuration.visitorLookbackSeconds, now: Int64(time(nil)),
                pending: pending
            ).run()
            return file
        } catch {
            file.close()
            throw error
        }
    }

    private func entry(of id: ShopID) -> ShopEntry {
        entries.withLock { entries in
            if let entry = entries[id] { return entry }
            let entry = ShopEntry(id: id)
            entries[id] = entry
            return entry
        }
    }

    private func closeOldest() {
        let oldest = entries.withLock { Array($0.values) }
            .filter(\.isOpen)
            .sorted { $0.lastUse.load(ordering: .relaxed) < $1.lastUse.load(ordering: .relaxed) }
        for entry in oldest.prefix(max(0, oldest.count - configuration.maximumOpenShops)) {
            _ = entry.closeIfIdle()
        }
        recount()
    }

    private func recount() {
        let open = entries.withLock { Array($0.values) }.count(where: \.isOpen)
        openCount.store(open, ordering: .relaxed)
    }
}
