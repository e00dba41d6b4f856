internal import Privacy
internal import SQLite

/// Makes a snapshot of one shop while calls go on.
///
/// Blocks; not for a thread that writes.
struct ShopBackup {
    let store: SQLiteStore
    let id: ShopID
    let report: MaintenanceProgress.Report

    /// - Parameter keep: How many snapshots stay, the new one included; nil: all.
    func run(keep: Int?, now: Int64) throws -> BackupSummary {
        let folder = store.snapshotsOfShop(id)
        try folder.make()
        let use = try store.files.acquireBlocking(id)
        defer { store.files.release(use) }
        // Who is forgotten from now on may be in it, and is in it for good once it is copied.
        store.snapshotsInMaking.begin(id, at: use.file.position)
        defer { store.snapshotsInMaking.end(id) }
        let copy = SnapshotCopy(
            of: id, privacy: try use.file.writer, ledger: try use.file.ledger().writer, in: folder,
            created: now)
        do {
            let contents = try contents(of: copy, use)
            let writer = SnapshotWriter(folder: folder, seal: use.file.secrets.seal)
            let bytes = try writer.write(contents, as: copy.name, for: .backup) { progress in
                try store.checkGoingOn()
                report(progress)
            }
            copy.remove()
            let removed = try keep.map { try folder.removeOldest(keeping: $0, and: copy.name) }
            return BackupSummary(
                shop: id, path: folder.path(of: copy.name), bytes: bytes, created: now,
                removed: removed ?? [])
        } catch {
            // A copy that is not whole is still tied to the writer's connection.
            try? store.upkeepBlocking(use) { _ in copy.giveUp() }
            copy.remove()
            throw error
        }
    }

    private func contents(
        of copy: SnapshotCopy, _ use: OpenShops.Use
    ) throws -> SnapshotContents {
        while try !store.upkeepBlocking(use, { _ in try copy.step() }) {
            try store.checkGoingOn()
            report(copy.progress)
        }
        return try copy.finish()
    }
}
