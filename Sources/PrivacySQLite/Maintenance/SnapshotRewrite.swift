internal import Privacy
internal import SQLite

/// Rewrites the retained snapshots of one shop without those who were forgotten since.
///
/// A snapshot keeps its name and its time; at any moment the old one or the new one is whole. It gets
/// the ledger as it is now, which alone knows of those forgets.
struct SnapshotRewrite {
    private static let unpacked = "rewrite-privacy"
    private static let ledgerCopy = "rewrite-ledger"
    /// Copied between two turns of the writer: of pages of 4 kB some milliseconds.
    private static let pagesAtOnce: Int32 = 256

    let store: SQLiteStore
    let shop: Shop
    let call: Call
    let report: MaintenanceProgress.Report

    private var folder: BackupFolder { BackupFolder(data: store.folder, shop: shop.id) }

    /// Gives back how many snapshots were rewritten.
    func run() throws -> Int64 {
        let use = try store.files.acquire(shop.id)
        defer { store.files.release(use) }
        let ledger = try use.file.ledger()
        let last = try ledger.read { try $0.lastErasure() }
        var rewritten: Int64 = 0
        for snapshot in try folder.snapshots(sealedWith: ledger.secrets.seal) {
            try store.checkGoingOn()
            guard case .success(let manifest) = snapshot.manifest else {
                throw PrivacyError(
                    .invalid,
                    "The snapshot \(snapshot.name.text) cannot be read: remove it, or put it right."
                )
            }
            guard manifest.position < last else { continue }
            try SnapshotLineage(manifest: manifest, ledger: ledger).check()
            try rewrite(snapshot, ledger)
            rewritten += 1
        }
        return rewritten
    }

    private func rewrite(_ snapshot: StoredSnapshot, _ ledger: Ledger) throws {
        let name = snapshot.name
        defer { removeTemporary(name) }
        removeTemporary(name)
        let path = folder.temporaryPath(for: name, Self.unpacked)
        let manifest = try SnapshotReader(path: snapshot.path)
            .unpack(to: [.privacy: path], sealedWith: ledger.secrets.seal, report: going)
        FaultPoint.hit(.rewriteUnpacked)
        let snapshotFile = SnapshotFile(
            path: path, settings: shop.settings, lookbackSeconds: store.lookbackSeconds)
        let position = try snapshotFile.replay(ledger, for: call).position
        FaultPoint.hit(.rewriteReplayed)
        let (ledgerPath, chain) = try copyLedger(for: name, ledger)
        let contents = SnapshotContents(
            shop: shop.id, created: manifest.created, position: position, chain: chain,
            paths: [.privacy: path, .ledger: ledgerPath])
        _ = try SnapshotWriter(folder: folder, seal: ledger.secrets.seal)
            .write(contents, as: name, for: .rewrite, report: going)
    }

    private func going(_ progress: MaintenanceProgress) throws {
        try store.checkGoingOn()
        report(progress)
    }

    private func copyLedger(
        for name: SnapshotName, _ ledger: Ledger
    ) throws -> (path: String, chain: SnapshotManifest.Chain) {
        let path = folder.temporaryPath(for: name, Self.ledgerCopy)
        // Made, stepped and closed by the writer, whose connection it copies.
        let copy = UnsafeLedgerCopy()
        while try !store.upkeepBlocking(
            in: shop.id,
            { _ in
                let whole = try copy.value ?? DatabaseCopy(of: ledger.writer, at: path)
                copy.value = whole
                return try whole.step(pages: Self.pagesAtOnce)
            })
        {
            try store.checkGoingOn()
        }
        let head = try copy.value?.close { try $0.auditHead() }
        return (
            path,
            .init(sequence: head?.sequence ?? 0, hash: head?.hash ?? AuditChain.start)
        )
    }

    private func removeTemporary(_ name: SnapshotName) {
        for suffix in [Self.unpacked, Self.ledgerCopy] {
            try? folder.removeTemporary(for: name, suffix)
        }
    }
}

/// A copy that one thread hands to another, never used by two at once.
private final class UnsafeLedgerCopy: @unchecked Sendable {
    var value: DatabaseCopy?
}
