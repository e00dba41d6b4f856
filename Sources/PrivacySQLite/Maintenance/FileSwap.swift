internal import Privacy
internal import SQLite

/// The last part of a restore: which ledger counts, the forgets since, and the new files' place.
struct FileSwap {
    let store: SQLiteStore
    let shop: Shop
    let secrets: ShopSecrets
    let folder: ShopFolder
    let manifest: SnapshotManifest
    /// The shop's file and the ledger, unpacked from the snapshot.
    let privacy: String
    let ledger: String

    private var file: SnapshotFile {
        SnapshotFile(
            path: privacy, settings: shop.settings, lookbackSeconds: store.lookbackSeconds)
    }

    /// Gives back how many forgets were carried out on the snapshot.
    func run(for call: Call) throws -> Int64 {
        let takesLedger = try takesLedgerAlong()
        var replayed: Int64 = 0
        if !takesLedger {
            let use = try store.files.acquire(shop.id)
            defer { store.files.release(use) }
            replayed = try file.replay(use.file.ledger(), for: call).replayed
        }
        FaultPoint.hit(.restoreReplayed)
        try store.files.replace(shop.id) {
            FaultPoint.hit(.restoreClosed)
            if takesLedger {
                try removeLogs(of: folder.ledger)
                try FileSystem.rename(ledger, to: folder.ledger)
            } else {
                // What was forgotten since a moment ago.
                replayed += try replayWhileClosed(for: call)
            }
            try removeLogs(of: folder.database)
            try FileSystem.rename(privacy, to: folder.database)
            FaultPoint.hit(.restorePlaced)
        }
        return replayed
    }

    /// Whether the snapshot's ledger counts: the shop has none, or one that ended before it.
    ///
    /// Refuses a snapshot that the shop's ledger does not reach, or that is of another history.
    private func takesLedgerAlong() throws -> Bool {
        guard FileSystem.exists(folder.ledger) else { return true }
        let use = try store.files.acquire(shop.id)
        defer { store.files.release(use) }
        let (head, known, reach) = try use.file.ledger().read { connection in
            (
                try connection.auditHead(), try connection.auditHash(of: manifest.chain.sequence),
                try connection.prunedThrough()
            )
        }
        guard manifest.chain.sequence == 0 || known == manifest.chain.hash else {
            if let head, try snapshotChain(holds: head) { return true }
            if head == nil { return true }
            throw PrivacyError(
                .invalid,
                "The snapshot is of another history than this shop's ledger: it cannot be told who was forgotten since."
            )
        }
        guard manifest.position >= reach else {
            throw PrivacyError(
                .invalid,
                """
                The snapshot is older than the ledger reaches: it cannot be told any more who was \
                forgotten since.
                """)
        }
        return false
    }

    private func snapshotChain(holds head: (sequence: Int64, hash: [UInt8])) throws -> Bool {
        let connection = try Connection.writer(path: ledger)
        defer { connection.close() }
        return try connection.auditHash(of: head.sequence) == head.hash
    }

    private func replayWhileClosed(for call: Call) throws -> Int64 {
        let ledger = try Ledger(
            path: folder.ledger, secrets: secrets, position: 0, now: call.time)
        defer { ledger.close() }
        return try file.replay(ledger, for: call).replayed
    }

    /// The log of the file that is replaced must not be taken for the new one's.
    private func removeLogs(of path: String) throws {
        for ending in ["-wal", "-shm"] { try FileSystem.remove(path + ending) }
        try FileSystem.syncFolder(of: path)
    }
}
