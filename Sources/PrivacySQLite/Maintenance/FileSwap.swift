internal import Privacy
internal import SQLite

/// The last part of a restore: which ledger counts, the forgets since, and the new files' place.
struct FileSwap {
    let store: SQLiteStore
    let shop: Shop
    let secrets: ShopSecrets
    let folder: ShopFolder
    let manifest: SnapshotManifest

    private var file: SnapshotFile {
        SnapshotFile(
            path: folder.path(ShopRestore.privacyPartial), settings: shop.settings,
            lookbackSeconds: store.lookbackSeconds)
    }

    /// Gives back how many forgets were carried out on the snapshot.
    func run(for call: Call) throws -> Int64 {
        let takesLedger = try takesLedgerAlong()
        var replayed: Int64 = 0
        if takesLedger {
            // It was copied behind the shop's file, and can know of forgets that are not in that.
            replayed = try replay(ShopRestore.ledgerPartial, for: call)
            // Its receipts go on from the state in which they were copied.
            try store.pending.add(shop.id)
        } else {
            let use = try store.files.acquireBlocking(shop.id)
            defer { store.files.release(use) }
            replayed = try file.replay(use.file.ledger(), for: call).replayed
        }
        FaultPoint.hit(.restoreReplayed)
        try store.files.replace(shop.id) {
            FaultPoint.hit(.restoreClosed)
            if takesLedger {
                try checkLedgerIsToGo()
                try place(ShopRestore.ledgerPartial, as: ShopFolder.ledgerName)
            } else {
                // What was forgotten since a moment ago.
                replayed += try replay(ShopFolder.ledgerName, for: call)
            }
            try place(ShopRestore.privacyPartial, as: ShopFolder.databaseName)
            FaultPoint.hit(.restorePlaced)
        }
        return replayed
    }

    /// Whether the snapshot's ledger counts: the shop has none, or one that ended before it.
    ///
    /// Refuses a snapshot that the shop's ledger does not reach, or that is of another history.
    private func takesLedgerAlong() throws -> Bool {
        guard folder.files.contains(ShopFolder.ledgerName) else { return true }
        let use = try store.files.acquireBlocking(shop.id)
        defer { store.files.release(use) }
        let lineage = SnapshotLineage(manifest: manifest, ledger: try use.file.ledger())
        if try !lineage.isContinued() {
            let head = try lineage.ledger.read { try $0.auditHead() }
            if try head.map(snapshotChain) ?? true { return true }
        }
        try lineage.check()
        return false
    }

    /// Whether the snapshot's ledger goes on where the shop's ends.
    private func snapshotChain(_ head: (sequence: Int64, hash: [UInt8])) throws -> Bool {
        let connection = try Connection.writer(path: folder.path(ShopRestore.ledgerPartial))
        defer { connection.close() }
        return try connection.auditHash(of: head.sequence) == head.hash
    }

    /// Refuses to put the snapshot's ledger in the place of one that has gone on since it was looked
    /// at: somebody was forgotten meanwhile.
    private func checkLedgerIsToGo() throws {
        guard folder.files.contains(ShopFolder.ledgerName) else { return }
        let ledger = try Connection.writer(path: folder.ledger)
        defer { ledger.close() }
        guard let head = try ledger.auditHead(), try !snapshotChain(head) else { return }
        throw PrivacyError(.unavailable, "The shop's ledger has changed meanwhile: try again.")
    }

    /// Carries out what a ledger says that nobody has open.
    private func replay(_ name: String, for call: Call) throws -> Int64 {
        let ledger = try Ledger(
            path: folder.path(name), secrets: secrets, position: 0, now: call.time)
        defer { ledger.close() }
        return try file.replay(ledger, for: call).replayed
    }

    /// Gives an unpacked file its name.
    ///
    /// The log of the file that is replaced must not be taken for the new one's.
    private func place(_ partial: String, as name: String) throws {
        for ending in ["-wal", "-shm"] { try folder.files.remove(name + ending) }
        try folder.files.sync()
        try folder.files.rename(partial, to: name)
    }
}
