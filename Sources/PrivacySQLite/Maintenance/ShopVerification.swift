internal import Privacy
internal import SQLite

/// Looks whether everything of one shop is as it should be.
///
/// Blocks; not for a thread that writes. A purge that comes meanwhile may have to wait.
struct ShopVerification {
    private static let pageEntries = 1_000
    /// How many messages of SQLite about one file are told.
    private static let messages = 5

    let store: SQLiteStore
    let id: ShopID
    let report: MaintenanceProgress.Report

    /// Adds what was looked at, and what is wrong, to the whole report.
    func run(_ whole: inout VerificationReport) throws {
        whole.shops += 1
        let use = try store.files.acquireBlocking(id)
        defer { store.files.release(use) }
        let ledger = try use.file.ledger()
        tell(
            try use.file.readLong { try Self.damage(of: $0) }, "privacy.db", &whole)
        tell(try ledger.readLong { try Self.damage(of: $0) }, "ledger.db", &whole)
        try checkChain(ledger, &whole)
        try checkReceipts(ledger, &whole)
        try checkNames(use.file, ledger, &whole)
        try checkBytes(&whole)
        try checkSnapshots(ledger, &whole)
    }

    private func fault(_ message: String, _ whole: inout VerificationReport) {
        whole.faults.append(.init(shop: id.text, message: message))
    }

    private func tell(
        _ damage: [String], _ name: String, _ whole: inout VerificationReport
    ) {
        for message in damage { fault("\(name): \(message)", &whole) }
    }

    /// What SQLite finds wrong with a file; its messages name tables, indexes and pages alone.
    static func damage(of connection: Connection) throws -> [String] {
        var found: [String] = []
        do {
            var rows = try connection.query("PRAGMA integrity_check(5)")
            while try rows.step() { found.append(rows.text(0)) }
        } catch {
            return ["it cannot be read (SQLite \(error.code.rawValue))"]
        }
        return found == ["ok"] ? [] : Array(found.prefix(messages))
    }

    private func checkChain(_ ledger: Ledger, _ whole: inout VerificationReport) throws {
        var next: Int64? = 0
        while let after = next {
            let page = try ledger.auditPage(after: after, limit: Self.pageEntries)
            whole.auditEntries += Int64(page.entries.count)
            for message in page.faults { fault(message, &whole) }
            next = page.next
        }
    }

    private func checkReceipts(_ ledger: Ledger, _ whole: inout VerificationReport) throws {
        let (receipts, told) = try ledger.readLong { connection in
            (try connection.receipts(of: id), try connection.forgetsInChain())
        }
        for stored in receipts where stored.receipt.committed != nil {
            whole.receipts += 1
            let receipt = stored.receipt
            guard stored.isGenuine(ledger.secrets.seal), stored.isInOrder else {
                fault("receipt \(receipt.id.text) was changed", &whole)
                continue
            }
            guard let time = told[receipt.id.text] else {
                fault("receipt \(receipt.id.text) is not in the audit chain", &whole)
                continue
            }
            if let time, time != receipt.requested {
                fault("receipt \(receipt.id.text) has another time than the audit chain", &whole)
            }
        }
        let known = Set(receipts.map(\.receipt.id.text))
        for missing in Set(told.keys).subtracting(known).sorted() {
            fault("receipt \(missing) of the audit chain is missing", &whole)
        }
    }

    private func checkNames(
        _ file: ShopFile, _ ledger: Ledger, _ whole: inout VerificationReport
    ) throws {
        let matches = try file.readLong { connection in
            // A forget that is being carried out stands in the ledger already.
            let position = try connection.erasurePosition()
            let forgotten = try ledger.readLong { try $0.digests(after: 0, through: position) }
            return try NameSearch(connection: connection, digester: ledger.secrets.ledger)
                .matches(of: forgotten)
        }
        let count = matches.people.count + matches.visitors.count
        if count > 0 {
            fault("\(count) forgotten subjects stand in privacy.db", &whole)
        }
    }

    private func checkBytes(_ whole: inout VerificationReport) throws {
        let look = ShopLook(isForProof: true)
        while try !store.upkeepBlocking(in: id, { try look.slice($0) }) {
            if store.isStopping { throw SQLiteStore.closing }
            report(look.progress)
        }
        let finding = look.finding
        whole.examinedBytes += finding.examinedBytes
        if finding.residues > 0 {
            fault("privacy.db: \(finding.residues) places hold what was deleted", &whole)
        }
        if finding.malformed > 0 {
            fault("privacy.db: \(finding.malformed) pages do not fit together", &whole)
        }
    }

    /// Reads every snapshot to its end.
    ///
    /// That its chain is a part of the ledger's shows too that nobody set the ledger back since.
    private func checkSnapshots(_ ledger: Ledger, _ whole: inout VerificationReport) throws {
        let folder = BackupFolder(data: store.folder, shop: id)
        for name in try folder.names() {
            whole.snapshots += 1
            do {
                let manifest = try SnapshotReader(path: folder.path(of: name))
                    .verify(sealedWith: ledger.secrets.seal) { progress in
                        try store.checkGoingOn()
                        report(progress)
                    }
                whole.examinedBytes += manifest.totalBytes
                if try !SnapshotLineage(manifest: manifest, ledger: ledger).isContinued() {
                    fault("snapshot \(name.text): its audit chain is not the ledger's", &whole)
                }
            } catch {
                try store.checkGoingOn()
                let message = StorageError.translate(error).message
                fault("snapshot \(name.text): \(message)", &whole)
            }
        }
    }
}
