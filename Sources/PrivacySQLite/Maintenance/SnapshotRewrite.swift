internal import Privacy
internal import SQLite

/// Rewrites the retained snapshots of one shop without those who were forgotten since.
///
/// A snapshot keeps its name and its time; at any moment the old one or the new one is whole. It gets
/// the ledger as it is now, which alone knows of those forgets.
struct SnapshotRewrite {
    private static let unpacked = "rewrite-privacy"
    private static let ledgerCopy = "rewrite-ledger"

    let store: SQLiteStore
    let shop: Shop
    let call: Call
    let report: MaintenanceProgress.Report

    private var folder: BackupFolder { store.snapshotsOfShop(shop.id) }

    /// Gives back how many snapshots were rewritten.
    ///
    /// One that cannot be is told after the others: it holds up none of them.
    func run() throws -> Int64 {
        let use = try store.files.acquireBlocking(shop.id)
        defer { store.files.release(use) }
        let ledger = try use.file.ledger()
        let last = try ledger.read { try $0.lastErasure() }
        var rewritten: Int64 = 0
        var failure: (any Error)?
        for snapshot in try folder.snapshots(sealedWith: ledger.secrets.seal) {
            try store.checkGoingOn()
            do {
                guard try isOlder(snapshot, than: last, ledger) else { continue }
                try rewrite(snapshot, use)
                rewritten += 1
            } catch {
                try store.checkGoingOn()
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return rewritten
    }

    /// Whether somebody was forgotten since; refuses a snapshot of which that cannot be told.
    private func isOlder(
        _ snapshot: StoredSnapshot, than last: Int64, _ ledger: Ledger
    ) throws -> Bool {
        guard case .success(let manifest) = snapshot.manifest else {
            throw PrivacyError(
                .invalid,
                "The snapshot \(snapshot.name.text) cannot be read: remove it, or put it right.")
        }
        guard manifest.position < last else { return false }
        try SnapshotLineage(manifest: manifest, ledger: ledger).check()
        return true
    }

    private func rewrite(_ snapshot: StoredSnapshot, _ use: OpenShops.Use) throws {
        let ledger = try use.file.ledger()
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
        let (ledgerPath, chain) = try copyLedger(for: name, use)
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
        for name: SnapshotName, _ use: OpenShops.Use
    ) throws -> (path: String, chain: SnapshotManifest.Chain) {
        let path = folder.temporaryPath(for: name, Self.ledgerCopy)
        let ledger = try use.file.ledger()
        let copy = HandedCopy()
        do {
            while try !store.upkeepBlocking(use, { _ in try copy.step(ledger.writer, to: path) }) {
                try store.checkGoingOn()
            }
        } catch {
            // A copy that is not whole is still tied to the writer's connection.
            try? store.upkeepBlocking(use) { _ in copy.value?.giveUp() }
            throw error
        }
        let head = try copy.value?.close { try $0.auditHead() }
        return (
            path, .init(sequence: head?.sequence ?? 0, hash: head?.hash ?? AuditChain.start)
        )
    }

    private func removeTemporary(_ name: SnapshotName) {
        for suffix in [Self.unpacked, Self.ledgerCopy] {
            try? folder.removeTemporary(for: name, suffix)
        }
    }
}

/// A copy that one thread hands to another, never used by two at once.
private final class HandedCopy: @unchecked Sendable {
    /// Copied between two turns of the writer: of pages of 4 kB some milliseconds.
    private static let pagesAtOnce: Int32 = 256

    private(set) var value: DatabaseCopy?

    /// Copies some more, on the writer's thread, whose connection it copies; true: that was all.
    func step(_ source: Connection, to path: String) throws -> Bool {
        let copy = try value ?? DatabaseCopy(of: source, at: path)
        value = copy
        return try copy.step(pages: Self.pagesAtOnce)
    }
}
