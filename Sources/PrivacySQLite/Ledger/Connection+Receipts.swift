internal import JSON
internal import Privacy
internal import SQLite

/// The receipts of a ledger.
extension Connection {
    /// The receipt of that id; nil: there is none, or its forget is only intended so far.
    func receipt(_ id: ReceiptID, of shop: ShopID) throws -> ErasureReceipt? {
        var rows = try query(
            """
            SELECT receipt, requested, counts, committed, purged, verified, backups_purged,
                examined, mentions, waited
            FROM erasure WHERE receipt = ?1
            """, .text(id.text))
        guard try rows.step() else { return nil }
        return try Self.receipt(rows, of: shop)
    }

    /// Every receipt, oldest first.
    func receipts(of shop: ShopID) throws -> [ErasureReceipt] {
        var found: [ErasureReceipt] = []
        var rows = try query(
            """
            SELECT receipt, requested, counts, committed, purged, verified, backups_purged,
                examined, mentions, waited
            FROM erasure ORDER BY id
            """)
        while try rows.step() { found.append(try Self.receipt(rows, of: shop)) }
        return found
    }

    /// The receipts of which the audit chain tells that they were given out.
    func forgetsInChain() throws -> Set<String> {
        var found: Set<String> = []
        var rows = try query(
            "SELECT reference FROM audit WHERE action = 'forget' AND reference <> ''")
        while try rows.step() { found.insert(rows.text(0)) }
        return found
    }

    /// A receipt from a row of `receipt, requested, counts, committed, purged, verified,
    /// backups_purged, examined, mentions, waited`.
    static func receipt(_ rows: borrowing Rows, of shop: ShopID) throws -> ErasureReceipt {
        guard let id = ReceiptID(rows.text(0)) else {
            throw PrivacyError(.storage, "The ledger holds a malformed receipt.")
        }
        return ErasureReceipt(
            id: id, shop: shop,
            counts: ErasureCounts(json: try StoredJSON.object(rows.text(2))),
            requested: rows.integer(1), committed: rows.optionalInteger(3),
            purged: rows.optionalInteger(4), verified: rows.optionalInteger(5),
            examinedBytes: rows.optionalInteger(7), mentions: rows.optionalInteger(8),
            backupsPurged: rows.optionalInteger(6), hasWaited: rows.integer(9) != 0)
    }
}
