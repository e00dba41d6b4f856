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
    private let faults: StoreFaults
    private let entries = Mutex<[ShopID: ShopEntry]>([:])
    private let opened = OpenEntries()
    private let isClosing = Atomic<Bool>(false)
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
    }

    /// How many files are open.
    var count: Int { opened.count }

    /// The shop's open file, to be given back with ``release(_:)``.
    ///
    /// It is opened on another thread when it is not: a millisecond in which the caller's serves
    /// others.
    func acquire(_ id: ShopID) async throws -> Use {
        if let use = acquireOpen(id) {
            touch(use.entry)
            return use
        }
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
        touch(entry)
        do {
            let (file, isNew) = try entry.acquire { try open(id) }
            if isNew {
                faults.isWhole(id)
                closeOldestIfTooMany()
            }
            return Use(entry: entry, file: file)
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
        let all = entries.withLock { entries in entries.values.filter(\.hasSomethingToClose) }
        let done = Semaphore()
        for entry in all {
            threads.enqueue {
                entry.closeUnused { try self.open(entry.id) }
                done.signal()
            }
        }
        for _ in all { done.wait() }
        return all.count
    }

    private func open(_ id: ShopID) throws -> ShopFile {
        let (shop, secrets) = try registry.shop(id)
        let folder = ShopFolder(data: self.folder, id: id)
        try folder.files.make()
        let isMade = try registry.isMade(id)
        if isMade, folder.files.sizeBytes(of: ShopFolder.databaseName) == 0 {
            throw PrivacyError(
                .damaged, "The shop's file is missing or empty: it has to be restored.")
        }
        let file = try ShopFile(
            id: id, folder: folder, secrets: secrets, readersKept: configuration.readersPerShop)
        if !isMade, file.refusal == nil { try registry.setMade(id) }
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
            let entry = ShopEntry(id: id, opened: opened)
            entries[id] = entry
            return entry
        }
    }

    private func touch(_ entry: ShopEntry) {
        entry.lastUse.store(ticks.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
    }

    /// Has the least recently used closed, a sixteenth of all at once, so that it is not looked for
    /// them at every opening; one that is in use is passed over.
    func closeOldestIfTooMany() {
        let most = configuration.maximumOpenShops
        guard count > most, !isClosing.exchange(true, ordering: .acquiringAndReleasing) else {
            return
        }
        let oldest = opened.oldest(count - most + most / 16)
        isClosing.store(false, ordering: .releasing)
        for entry in oldest { threads.enqueue { _ = entry.closeIfIdle() } }
    }
}
