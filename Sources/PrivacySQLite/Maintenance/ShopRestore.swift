internal import Privacy
internal import SQLite

/// Puts a snapshot in the place of what its shop holds.
///
/// Everything that can fail is done beside the shop's files: the snapshot is verified, unpacked, and
/// the forgets since then are carried out on it. Only then is the shop closed for a moment, and the
/// file renamed into its place, which happens whole or not at all.
struct ShopRestore {
    static let privacyPartial = ShopFolder.databaseName + ".partial"
    static let ledgerPartial = ShopFolder.ledgerName + ".partial"

    let store: SQLiteStore
    let path: String
    let call: Call
    let report: MaintenanceProgress.Report

    func run() throws -> RestoreSummary {
        let id = try SnapshotReader(path: path).claimedManifest().shop
        let (shop, secrets) = try known(id)
        let folder = store.filesOfShop(id)
        try folder.files.make()
        let paths: [SnapshotManifest.FileName: String] = [
            .privacy: folder.path(Self.privacyPartial), .ledger: folder.path(Self.ledgerPartial),
        ]
        try Self.removeLeftovers(of: folder)
        defer { try? Self.removeLeftovers(of: folder) }
        let manifest = try SnapshotReader(path: path)
            .unpack(to: paths, sealedWith: secrets.seal) { progress in
                try store.checkGoingOn()
                report(progress)
            }
        FaultPoint.hit(.restoreUnpacked)
        let swap = FileSwap(
            store: store, shop: shop, secrets: secrets, folder: folder, manifest: manifest,
            call: call)
        let replayed = try swap.run()
        try store.chain(
            AuditEvent(.restore, by: call.actor, at: call.time, about: "\(manifest.created)"),
            of: id)
        return RestoreSummary(shop: id, created: manifest.created, replayed: replayed)
    }

    private func known(_ id: ShopID) throws -> (shop: Shop, secrets: ShopSecrets) {
        do {
            return try store.registry.shop(id)
        } catch {
            throw PrivacyError(
                .unknownRecord,
                """
                The snapshot is of a shop that this data folder does not know: restore the registry \
                that belongs to it first.
                """)
        }
    }

    /// Deletes what was unpacked beside a shop's files.
    ///
    /// Where it could not be overwritten any more it is left, to be found after the next start.
    static func removeLeftovers(of folder: ShopFolder) throws {
        guard folder.files.isGoingOn() else { return }
        for name in [privacyPartial, ledgerPartial] {
            for ending in ["", "-wal", "-shm"] {
                try folder.files.remove(name + ending)
            }
        }
    }
}
