internal import Glibc
public import Privacy
internal import SQLite

extension SQLiteStore: StoreMaintenance {
    static let closing = PrivacyError(.unavailable, "The service is closing.")

    /// How often a look that found something is repeated before it is given up.
    private static let looks = 3

    /// Throws when the store is being closed: long work ends at its next step.
    func checkGoingOn() throws {
        if isStopping { throw Self.closing }
    }

    /// A shop's snapshots; what is deleted of them is overwritten until the store is being closed.
    func snapshotsOfShop(_ id: ShopID) -> BackupFolder {
        BackupFolder(data: folder, shop: id) { [self] in !isStopping }
    }

    /// A shop's files, likewise.
    func filesOfShop(_ id: ShopID) -> ShopFolder {
        ShopFolder(data: folder, id: id) { [self] in !isStopping }
    }

    var lookbackSeconds: Int64 { configuration.visitorLookbackSeconds }

    /// Makes a snapshot of a shop while calls go on.
    public func backUp(
        _ shop: Shop, keep: Int?, for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> BackupSummary {
        try await maintain { [self] in
            let summary = try ShopBackup(store: self, id: shop.id, report: report)
                .run(keep: keep, now: call.time)
            let name = summary.path.split(separator: "/").last.map(String.init) ?? ""
            try chain(AuditEvent(.backup, by: call.actor, at: call.time, about: name), of: shop.id)
            return summary
        }
    }

    /// Makes an encrypted snapshot of the registry.
    public func backUpRegistry(
        key: [UInt8], keep: Int?, for call: Call
    ) async throws(PrivacyError) -> String {
        let key = try RegistryKey(key)
        return try await maintain { [self] in
            let folder = BackupFolder(registryIn: self.folder)
            try folder.make()
            let name = SnapshotName(created: call.time)
            try RegistrySnapshot.write(
                try registry.serialized(), with: key, as: name, in: folder)
            if let keep { _ = try folder.removeOldest(keeping: keep, and: name) }
            return folder.path(of: name)
        }
    }

    /// Puts a snapshot in place of what its shop holds.
    public func restore(
        from path: String, for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> RestoreSummary {
        try await maintain { [self] in
            try ShopRestore(store: self, path: path, call: call, report: report).run()
        }
    }

    /// Puts a snapshot of the registry into a data folder that has none; nobody has the folder open.
    ///
    /// Throws `conflict` when there is a registry, `invalid` for another key or an altered file.
    public static func restoreRegistry(
        from path: String, key: [UInt8], to folder: String
    ) throws(PrivacyError) -> RestoreSummary {
        let database = try RegistrySnapshot.read(path, with: RegistryKey(key))
        return try StorageError.translating {
            let files = PrivateFolder(path: folder)
            guard files.sizeBytes(of: Registry.fileName) == 0 else {
                throw PrivacyError(
                    .conflict, "The data folder has a registry: restore it into an empty folder.")
            }
            try files.make()
            let partial = Registry.fileName + ".partial"
            try files.remove(partial)
            try OpenFile.write(database, to: folder + "/" + partial)
            // The log of one that was moved away must not be taken for this one's.
            for ending in ["-wal", "-shm"] { try files.remove(Registry.fileName + ending) }
            try files.sync()
            try files.rename(partial, to: Registry.fileName)
            return RestoreSummary(shop: nil, created: 0, replayed: 0)
        }
    }

    /// Finishes the purges that are pending, looks at every file, and with `backups` rewrites the
    /// retained snapshots.
    public func purge(
        backups: Bool, for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> PurgeSummary {
        try await maintain { [self] in
            var summary = PurgeSummary()
            removeLeftovers()
            let (examined, repairs) = (statistics.examinedBytes, statistics.repairs)
            for shop in try registry.shops() {
                summary.shops += 1
                try purge(shop, backups: backups, call, &summary, report)
            }
            summary.examinedBytes = Int64(statistics.examinedBytes - examined)
            summary.repaired = Int64(statistics.repairs - repairs)
            pruneDigests()
            return summary
        }
    }

    /// Looks whether everything is as it should be.
    public func verify(
        for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> VerificationReport {
        try await maintain { [self] in
            var whole = VerificationReport()
            for message in try registry.damage() {
                whole.faults.append(.init(shop: "", message: "registry.db: \(message)"))
            }
            for shop in try registry.shops() {
                let faults = whole.faults.count
                do {
                    try ShopVerification(store: self, id: shop.id, report: report).run(&whole)
                } catch {
                    if isStopping { throw Self.closing }
                    let message = StorageError.translate(error).message
                    whole.faults.append(.init(shop: shop.id.text, message: message))
                }
                let outcome =
                    whole.faults.count == faults ? AuditEvent.Outcome.ok : AuditEvent.Outcome.found
                if whole.faults.count == faults { self.faults.isWhole(shop.id) }
                try? chain(AuditEvent(.verify, by: call.actor, outcome, at: call.time), of: shop.id)
            }
            return whole
        }
    }

    /// Adds an entry to a shop's audit chain; blocks.
    func chain(_ event: AuditEvent, of id: ShopID) throws {
        try upkeepBlocking(in: id) { file in
            let ledger = try file.ledger()
            try ledger.write { _ in try ledger.append([event]) }
        }
    }

    /// Runs long work on the thread for it, after what was asked for before.
    func maintain<R: Sendable>(
        _ body: @escaping @Sendable () throws -> R
    ) async throws(PrivacyError) -> R {
        guard !isStopping else { throw Self.closing }
        return try await Self.run(on: maintenance, body)
    }

    /// Runs what blocks on one of those threads.
    static func run<R: Sendable>(
        on threads: WorkThreads, _ body: @escaping @Sendable () throws -> R
    ) async throws(PrivacyError) -> R {
        let result: Result<R, PrivacyError> = await withCheckedContinuation { continuation in
            threads.enqueue {
                do {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(StorageError.translate(error)))
                }
            }
        }
        return try result.get()
    }

    private func purge(
        _ shop: Shop, backups: Bool, _ call: Call, _ summary: inout PurgeSummary,
        _ report: @escaping MaintenanceProgress.Report
    ) throws {
        guard try upkeepBlocking(in: shop.id, { $0.position }) > 0 else { return }
        for attempt in 1...Self.looks {
            if let advanced = try look(at: shop.id, report: report) {
                summary.erasures += advanced
                break
            }
            if isStopping { throw Self.closing }
            if attempt == Self.looks {
                throw PrivacyError(.storage, "Something that was erased could not be removed.")
            }
        }
        if backups {
            summary.rewrittenSnapshots += try rewriteSnapshots(of: shop, for: call, report)
            summary.erasures += try markSnapshots(of: shop.id)
        }
        try chain(AuditEvent(.purge, by: call.actor, at: call.time), of: shop.id)
    }

    /// Rewrites the snapshots of a shop that are older than its last forget; gives back how many.
    ///
    /// Blocks; only for the thread of long work.
    func rewriteSnapshots(
        of shop: Shop, for call: Call, _ report: @escaping MaintenanceProgress.Report
    ) throws -> Int64 {
        let count = try SnapshotRewrite(store: self, shop: shop, call: call, report: report).run()
        upkeepState.setNotice(nil, about: .snapshots, of: shop.id)
        return count
    }
}
