internal import Privacy
internal import SQLite

/// The last part of a restore: which ledger counts, the forgets since, and the new files' place.
struct FileSwap {
    let store: SQLiteStore
    let shop: Shop
    let secrets: ShopSecrets
    let folder: ShopFolder
    let manifest: SnapshotManifest
    let call: Call

    private var file: SnapshotFile {
        SnapshotFile(
            path: folder.path(ShopRestore.privacyPartial), settings: shop.settings,
            lookbackSeconds: store.lookbackSeconds)
    }

    /// Gives back how many forgets were carried out on the snapshot.
    func run() throws -> Int64 {
        let takesLedger = try takesLedgerAlong()
        var replayed: Int64 = 0
        if takesLedger {
            // It was copied behind the shop's file, and can know of forgets that are not in that.
            replayed = try replay(ShopRestore.ledgerPartial)
            // Its receipts go on from the state in which they were copied.
            try store.pending.add(shop.id)
        } else {
            replayed = try withLedger { try file.replay($0, for: call).replayed }
        }
        FaultPoint.hit(.restoreReplayed)
        // Overwritten when calls go on.
        var replaced: [RemovedFile] = []
        try store.files.replace(shop.id) {
            FaultPoint.hit(.restoreClosed)
            if takesLedger {
                try checkLedgerIsToGo()
                replaced += try place(ShopRestore.ledgerPartial, as: ShopFolder.ledgerName)
            } else {
                // What was forgotten since a moment ago.
                replayed += try replay(ShopFolder.ledgerName)
            }
            replaced += try place(ShopRestore.privacyPartial, as: ShopFolder.databaseName)
            FaultPoint.hit(.restorePlaced)
        }
        for file in replaced { file.overwrite { !store.isStopping } }
        return replayed
    }

    /// Whether the snapshot's ledger counts: the shop has none, or one that ended before it.
    ///
    /// Refuses a snapshot that the shop's ledger does not reach, or that is of another history.
    private func takesLedgerAlong() throws -> Bool {
        guard folder.files.contains(ShopFolder.ledgerName) else { return true }
        return try withLedger { ledger in
            let lineage = SnapshotLineage(manifest: manifest, ledger: ledger)
            if try !lineage.isContinued() {
                let head = try ledger.read { try $0.auditHead() }
                if try head.map(snapshotChain) ?? true { return true }
            }
            try lineage.check()
            return false
        }
    }

    /// Runs `body` with the ledger that is in place.
    ///
    /// The file beside it may be what is to be replaced because it cannot be opened; then nobody has
    /// the ledger open, nor comes to have it until `body` has run.
    private func withLedger<R>(_ body: (Ledger) throws -> R) throws -> R {
        guard let use = try useUnlessDamaged() else {
            return try store.files.replace(shop.id) {
                try withClosedLedger(ShopFolder.ledgerName, body)
            }
        }
        defer { store.files.release(use) }
        return try body(use.file.ledger())
    }

    private func useUnlessDamaged() throws -> OpenShops.Use? {
        do {
            return try store.files.acquireBlocking(shop.id)
        } catch {
            if error.code == .damaged { return nil }
            throw error
        }
    }

    private func withClosedLedger<R>(
        _ name: String, _ body: (Ledger) throws -> R
    ) throws -> R {
        let ledger = try Ledger(
            path: folder.path(name), secrets: secrets, position: 0, now: call.time)
        defer { ledger.close() }
        return try body(ledger)
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
    private func replay(_ name: String) throws -> Int64 {
        try withClosedLedger(name) { try file.replay($0, for: call).replayed }
    }

    /// Gives an unpacked file its name, and gives back what it replaces.
    ///
    /// The log of the file that is replaced must not be taken for the new one's.
    private func place(_ partial: String, as name: String) throws -> [RemovedFile] {
        let logs = try ["-wal", "-shm"].map { try folder.files.take(name + $0) }
        try folder.files.sync()
        return try (logs + [folder.files.exchange(partial, for: name)]).compactMap(\.self)
    }
}
