internal import Glibc
internal import Privacy
internal import SQLite
internal import Synchronization

/// The shops whose files are open: opened when first needed, closed by least recent use when
/// there are more than the budget of connections allows.
final class OpenShops: Sendable {
    /// A use of a shop's file.
    struct Use: Sendable {
        let entry: ShopEntry
        let file: ShopFile
    }

    /// Which part of all is closed at once.
    private static let partClosedAtOnce = 32

    private let folder: String
    private let registry: Registry
    private let pending: PendingShops
    private let configuration: SQLiteStore.Configuration
    private let threads: WorkThreads
    private let faults: StoreFaults
    private let resources: ShopResources
    private let entries = Mutex<[ShopID: ShopEntry]>([:])
    private let opened = OpenEntries()
    private let isClosing = Atomic<Bool>(false)
    /// Closing waits for the disk: no call is to wait behind it.
    private let closers: WorkThreads
    /// How many connections those have that wait to be closed.
    private let beingClosed = Atomic<Int>(0)
    private let ticks = Atomic<Int>(0)

    init(
        folder: String, registry: Registry, pending: PendingShops,
        configuration: SQLiteStore.Configuration, threads: WorkThreads, faults: StoreFaults
    ) {
        self.folder = folder
        self.registry = registry
        self.pending = pending
        self.configuration = configuration
        self.threads = threads
        self.faults = faults
        resources = ShopResources(readersKept: configuration.readersPerShop)
        closers = WorkThreads(named: "closer", count: configuration.writerThreads)
    }

    /// How many files are open.
    var count: Int { opened.count }

    /// How many connections there are to them.
    var connections: Int { resources.connections.now }

    /// The shop's open file, to be given back with ``release(_:)``.
    ///
    /// A file that is ready is opened here and now, in a fraction of a millisecond; any other on another
    /// thread, meanwhile the caller's serves others.
    func acquire(_ id: ShopID) async throws -> Use {
        if let use = try acquireAtOnce(id) { return use }
        let result: Result<Use, any Error> = unsafe await withUnsafeContinuation { continuation in
            threads.enqueue {
                unsafe continuation.resume(returning: Result { try self.acquireBlocking(id) })
            }
        }
        return try result.get()
    }

    /// The same on the caller's thread, which is none that serves calls.
    func acquireBlocking(_ id: ShopID) throws(PrivacyError) -> Use {
        let entry = entry(of: id)
        return try noting(id) { used(entry, try entry.acquire { try open(entry) }) }
    }

    private func acquireAtOnce(_ id: ShopID) throws(PrivacyError) -> Use? {
        let entry = entry(of: id)
        return try noting(id) {
            try entry.acquireAtOnce { try openReady(entry) }.map { used(entry, $0) }
        }
    }

    private func used(_ entry: ShopEntry, _ found: (file: ShopFile, isNew: Bool)) -> Use {
        entry.lastUse.store(ticks.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        if found.isNew { faults.isWhole(entry.id) }
        // Connections are opened later than files.
        if found.isNew || excessConnections > 0 { closeOldestIfTooMany() }
        return Use(entry: entry, file: found.file)
    }

    private func noting<R>(_ id: ShopID, _ body: () throws -> R) throws(PrivacyError) -> R {
        do {
            return try body()
        } catch {
            let error = StorageError.translate(error)
            faults.note(error, of: id)
            throw error
        }
    }

    /// The shop's files if they are open already, which does not count as their use; to be given back
    /// with ``release(_:)``.
    func acquireOpen(_ id: ShopID) -> Use? {
        let entry = entry(of: id)
        return entry.acquireOpen().map { Use(entry: entry, file: $0) }
    }

    /// Where a shop's reads are counted for the audit chain.
    func audit(of id: ShopID) -> AuditCounter { entry(of: id).audit }

    /// The shops whose files are open now.
    var open: [ShopID] { opened.all.map(\.id) }

    /// Some shops that were closed with counted reads that their audit chains do not have.
    func takeUncounted(_ most: Int) -> [ShopID] {
        opened.takeUncounted(most).filter { !audit(of: $0).isEmpty }
    }

    /// Ends a use.
    func release(_ use: Use) { use.entry.release() }

    /// Closes a shop for good: refuses new uses, and is true once the last one has ended.
    func closeForDeletion(_ id: ShopID) -> Bool {
        guard entry(of: id).closeForDeletion() else { return false }
        entries.withLock { $0[id] = nil }
        return true
    }

    /// Closes a shop's files, runs `body`, and lets the shop be opened again.
    ///
    /// Blocks until nobody uses it any more. Who comes meanwhile is told to try again.
    func replace<R>(_ id: ShopID, _ body: () throws -> R) throws -> R {
        let entry = entry(of: id)
        defer { entry.reopen() }
        while !entry.closeForReplacement() { usleep(1_000) }
        return try body()
    }

    /// Closes the files that nobody uses, once all counted reads are in the audit chains, and gives back
    /// how many there were.
    ///
    /// Several at once, since their syncs overlap.
    /// Blocks.
    @discardableResult
    func closeUnused(on threads: WorkThreads) -> Int {
        // Looked at outside: a log that is being synced keeps who asks waiting.
        let all = entries.withLock { Array($0.values) }.filter(\.hasSomethingToClose)
        let done = Semaphore()
        for entry in all {
            threads.enqueue {
                entry.closeUnused { try self.open(entry) }
                done.signal()
            }
        }
        for _ in all { done.wait() }
        return all.count
    }

    private func open(_ entry: ShopEntry) throws -> ShopFile {
        let id = entry.id
        let secrets = try registry.secrets(id)
        let folder = ShopFolder(data: self.folder, id: id)
        let isMade = try registry.isMade(id)
        if !isMade { try folder.files.make() }
        if isMade, folder.files.sizeBytes(of: ShopFolder.databaseName) == 0 {
            throw PrivacyError(
                .damaged, "The shop's file is missing or empty: it has to be restored.")
        }
        let file = try ShopFile.open(
            id, folder, secrets: secrets, logs: entry.logs, resources)
        if !isMade { try registry.setMade(id) }
        do {
            guard pending.contains(id), try !ShopRecovery.isNothingLeft(file, pending) else {
                return file
            }
            try ShopRecovery(
                file: file, settings: try registry.shop(id).shop.settings,
                lookbackSeconds: configuration.visitorLookbackSeconds, now: Int64(time(nil)),
                pending: pending
            ).run()
            return file
        } catch {
            file.close()
            throw error
        }
    }

    /// The file if it can be opened as it is; nil: that takes longer.
    private func openReady(_ entry: ShopEntry) throws -> ShopFile? {
        let id = entry.id
        guard try registry.isMade(id),
            let file = try ShopFile.openReady(
                id, ShopFolder(data: folder, id: id), secrets: try registry.secrets(id),
                logs: entry.logs, resources)
        else { return nil }
        if pending.contains(id), try !ShopRecovery.isNothingLeft(file, pending) {
            file.close()
            return nil
        }
        return file
    }

    private func entry(of id: ShopID) -> ShopEntry {
        entries.withLock { entries in
            if let entry = entries[id] { return entry }
            let entry = ShopEntry(id: id, opened: opened)
            entries[id] = entry
            return entry
        }
    }

    /// Has the least recently used closed, some at once, so that it is not looked for them at every
    /// opening; one that is in use is passed over.
    func closeOldestIfTooMany() {
        let shops = count
        let excess = (
            shops: shops - configuration.maximumOpenShops, connections: excessConnections
        )
        guard excess.shops > 0 || excess.connections > 0,
            !isClosing.exchange(true, ordering: .acquiringAndReleasing)
        else { return }
        defer { isClosing.store(false, ordering: .releasing) }
        var chosen: [ShopEntry] = []
        if excess.connections > 0 {
            chosen = opened.takeOldest(
                holding: excess.connections
                    + configuration.maximumConnections / Self.partClosedAtOnce)
        }
        if excess.shops > 0 {
            chosen += opened.takeOldest(excess.shops + shops / Self.partClosedAtOnce)
        }
        for entry in chosen where !entry.closeIfStill() {
            let connections = entry.connections
            beingClosed.add(connections, ordering: .relaxed)
            closers.enqueue {
                entry.closeIfIdle()
                self.beingClosed.subtract(connections, ordering: .relaxed)
            }
        }
    }

    /// How many connections there are too many, those apart that are being closed.
    private var excessConnections: Int {
        resources.connections.now - beingClosed.load(ordering: .relaxed)
            - configuration.maximumConnections
    }

    /// Ends the threads that close, after what they do; blocks.
    func closeThreads() {
        closers.close()
        resources.close()
    }
}
