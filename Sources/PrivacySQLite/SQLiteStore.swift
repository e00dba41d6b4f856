internal import Glibc
public import Privacy
internal import SQLite
internal import Synchronization

/// A store on SQLite: a registry of shops, and a database file for each.
///
///     DATA/registry.db            shops, digests of keys, settings, digest secrets
///     DATA/shops/<id>/privacy.db  that shop's people and behaviour
///     DATA/shops/<id>/ledger.db   what was forgotten there, and who asked for what
///
/// Reads run on the caller's thread in one short transaction; writes go to the shop's queue, are
/// committed in groups on writer threads, and return after the sync. The caller sees to it that
/// one process alone has the folder.
public final class SQLiteStore: Sendable {
    /// How often ``settle()`` begins anew at most.
    private static let settlingTurns = 3
    /// So many shops are closed in a moment.
    private static let soonClosed = 32

    let registry: Registry
    let pending: PendingShops
    let files: OpenShops
    let threads: WorkThreads
    /// Long work, one piece after the other: snapshots, purges, verifications.
    let maintenance = WorkThreads(named: "long-work", count: 1)
    let snapshotsInMaking = SnapshotsInMaking()
    let writes = WriteStatistics()
    let configuration: Configuration
    let folder: String
    let upkeepState = UpkeepState()
    let faults = StoreFaults()
    private let isClosed = Atomic<Bool>(false)
    private let endsLongWork = Atomic<Bool>(false)
    /// Whether the store is going to be closed: long work ends early.
    var isStopping: Bool { endsLongWork.load(ordering: .acquiring) }
    private let upkeepThread = Mutex<UpkeepThread?>(nil)

    /// Opens the data folder, making it (0700) when it is not there.
    ///
    /// Throws `storage` when the folder or the registry cannot be opened.
    public init(folder: String, configuration: Configuration) throws(PrivacyError) {
        self.folder = folder
        self.configuration = configuration
        registry = try Registry.advising {
            try PrivateFolder(path: folder).make()
            try PrivateFolder(path: folder + "/shops").make()
            return try Registry(folder: folder)
        }
        pending = try Registry.advising { [registry] in
            try PendingShops(registry: registry)
        }
        threads = WorkThreads(named: "writer", count: configuration.writerThreads, prompt: 1)
        files = OpenShops(
            folder: folder, registry: registry, pending: pending, configuration: configuration,
            threads: threads, faults: faults)
        try Registry.advising { try finishDeletions() }
        guard let interval = configuration.upkeepMilliseconds else { return }
        maintenance.enqueue { [weak self] in self?.removeLeftovers() }
        let thread = UpkeepThread(everyMilliseconds: interval) { [weak self] in
            self?.lookAfterShops()
        }
        upkeepThread.withLock { $0 = thread }
    }

    /// Has long work end at its next step, and begins no more of it; calls go on until ``close()``.
    public func endLongWork() { endsLongWork.store(true, ordering: .releasing) }

    /// Writes down the reads that were counted and closes the files that nobody uses, while calls go on:
    /// so that ``close()`` has little left to do.
    ///
    /// Blocks.
    public func settle() {
        // Threads of its own: a call whose shop has to be opened must not wait behind all the others.
        let closers = WorkThreads(named: "closer", count: max(1, configuration.writerThreads / 2))
        // Calls go on and count anew, fewer in each turn unless they are more than can be written down.
        for _ in 0..<Self.settlingTurns where files.closeUnused(on: closers) <= Self.soonClosed {
            break
        }
        closers.close()
    }

    /// Finishes what is queued, checkpoints and closes everything.
    ///
    /// Blocks; nothing may be asked of the store any more. Closing again does nothing.
    public func close() {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        endLongWork()
        upkeepThread.withLock { $0 }?.stop()
        maintenance.close()
        threads.close()
        let closers = WorkThreads(named: "closer", count: configuration.writerThreads)
        files.closeUnused(on: closers)
        closers.close()
        files.closeThreads()
        registry.close()
    }
}
