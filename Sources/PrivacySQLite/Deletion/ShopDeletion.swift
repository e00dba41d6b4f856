internal import Glibc
internal import Privacy
internal import SQLite

/// Deletes everything of a shop and leaves its signed final receipt.
///
/// Each step can be done again: the receipt is drafted and on disk before the first file goes, and
/// gets its name after the last. Nobody has the shop open.
struct ShopDeletion {
    let data: String
    let id: ShopID
    let secrets: ShopSecrets

    private var folder: ShopFolder { ShopFolder(data: data, id: id) }
    private var snapshots: BackupFolder { BackupFolder(data: data, shop: id) }

    private var closed: PrivateFolder { PrivateFolder(path: data + "/closed") }
    private var receipt: String { "\(id.text).json" }
    private var draft: String { receipt + ".partial" }

    /// Gives back the final receipt, and the files, which are to be overwritten.
    func run(now: Int64) throws -> (receipt: SignedDocument, removed: [RemovedFile]) {
        try closed.make()
        let document = try drafted(now)
        let removed = try folder.files.takeAll() + snapshots.takeAll()
        if closed.contains(draft) { try closed.rename(draft, to: receipt) }
        return (document, removed)
    }

    private func drafted(_ now: Int64) throws -> SignedDocument {
        // After an end of the process the draft, or the receipt itself, may be there already.
        for name in [draft, receipt] where closed.contains(name) {
            let bytes = try OpenFile.contents(of: closed.path + "/" + name)
            if let document = ReceiptAnswer.document(in: bytes) { return document }
            try closed.remove(name)
        }
        let document = try secrets.signing.sign(ClosureDocument.bytes(of: closure(now)))
        try OpenFile.write(ReceiptAnswer.bytes(of: document), to: closed.path + "/" + draft)
        return document
    }

    private func closure(_ now: Int64) throws -> ShopClosure {
        var closure = ShopClosure(
            shop: id, deleted: now, counts: [], receipts: 0,
            snapshots: Int64(try snapshots.names().count),
            chainSequence: 0, chainHash: AuditChain.start)
        // A file that cannot be read is deleted all the same: then nobody can say what it held.
        if folder.files.contains(ShopFolder.databaseName) {
            try? count(&closure)
        }
        return closure
    }

    private func count(_ closure: inout ShopClosure) throws {
        let file = try ShopFile.open(
            id, folder, secrets: secrets, logs: ShopLogs(),
            ShopResources(readersKept: 0))
        defer { file.close() }
        let ledger = try file.ledger()
        let (receipts, head) = try ledger.read {
            (try $0.number(of: "SELECT count(*) FROM erasure"), try $0.auditHead())
        }
        closure.receipts = receipts
        if let head { (closure.chainSequence, closure.chainHash) = head }
        closure.counts = try counts(file.writer)
    }

    private func counts(_ connection: Connection) throws -> [ShopClosure.Count] {
        func number(_ sql: StaticString) throws -> Int64 { try connection.number(of: sql) }
        let activities = try Activities(connection: connection).count()
        return [
            .init("people", try number("SELECT count(DISTINCT person) FROM identifier")),
            .init("customers", try number("SELECT count(*) FROM customer")),
            .init("visitors", try number("SELECT count(*) FROM visitor")),
            .init("activities", Int64(activities)),
            .init("orders", try number("SELECT count(*) FROM orders")),
            .init("subscriptions", try number("SELECT count(*) FROM subscription")),
        ]
    }
}

extension Connection {
    /// The one number that a statement gives; 0 when it gives none.
    func number(of sql: StaticString) throws -> Int64 {
        var rows = try query(sql)
        return try rows.step() ? rows.integer(0) : 0
    }
}
