internal import JSON
internal import Privacy
internal import SQLite

/// The receipts of a ledger.
extension Connection {
    /// The receipt of that id; nil: there is none of this id.
    func receipt(_ id: ReceiptID, of shop: ShopID) throws -> StoredReceipt? {
        var rows = try query(
            """
            SELECT receipt, requested, counts, committed, purged, verified, backups_purged,
                examined, mentions, waited, seal
            FROM erasure WHERE receipt = ?1
            """, .text(id.text))
        guard try rows.step() else { return nil }
        return try Self.receipt(rows, of: shop)
    }

    /// Every receipt, oldest first.
    func receipts(of shop: ShopID) throws -> [StoredReceipt] {
        var found: [StoredReceipt] = []
        var rows = try query(
            """
            SELECT receipt, requested, counts, committed, purged, verified, backups_purged,
                examined, mentions, waited, seal
            FROM erasure ORDER BY id
            """)
        while try rows.step() { found.append(try Self.receipt(rows, of: shop)) }
        return found
    }

    /// The receipts of which the audit chain tells that they were given out, with the time at which
    /// the forget was asked for; nil: it was finished after an end of the process.
    func forgetsInChain() throws -> [String: Int64?] {
        var found: [String: Int64?] = [:]
        var rows = try query(
            "SELECT reference, time, actor FROM audit WHERE action = 'forget' AND reference <> ''")
        while try rows.step() {
            let isRecovered = rows.text(2) == Actor.service.text
            found[rows.text(0)] = .some(isRecovered ? nil : rows.integer(1))
        }
        return found
    }

    /// A receipt from a row of `receipt, requested, counts, committed, purged, verified,
    /// backups_purged, examined, mentions, waited, seal`.
    private static func receipt(
        _ rows: borrowing Rows, of shop: ShopID
    ) throws -> StoredReceipt {
        guard let id = ReceiptID(rows.text(0)) else {
            throw PrivacyError(.storage, "The ledger holds a malformed receipt.")
        }
        let receipt = ErasureReceipt(
            id: id, shop: shop,
            counts: ErasureCounts(json: try StoredJSON.object(rows.json(2))),
            requested: rows.integer(1), committed: rows.optionalInteger(3),
            purged: rows.optionalInteger(4), verified: rows.optionalInteger(5),
            examinedBytes: rows.optionalInteger(7), mentions: rows.optionalInteger(8),
            backupsPurged: rows.optionalInteger(6), hasWaited: rows.integer(9) != 0)
        return StoredReceipt(receipt: receipt, counts: rows.text(2), seal: rows.blob(10))
    }
}
