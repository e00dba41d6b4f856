internal import Privacy
internal import SQLite

/// The digests of a ledger, as suppression asks for them.
extension Connection {
    /// Has a digest do no more than `state` says; gives back whether it did.
    func weaken(_ digest: [UInt8], to state: DigestState) throws -> Bool {
        try run(
            "UPDATE digest SET state = ?2 WHERE digest = ?1 AND state < ?2",
            .blob(digest), .integer(state.rawValue))
        return changedRows > 0
    }

    /// Lifts everything that the forget of a receipt suppressed; gives back how much it was.
    func lift(receipt: ReceiptID) throws -> Int {
        try run(
            """
            UPDATE digest SET state = ?2 WHERE state < ?2
                AND erasure = (SELECT id FROM erasure WHERE receipt = ?1)
            """,
            .text(receipt.text), .integer(DigestState.lifted.rawValue))
        return changedRows
    }

    /// What is suppressed of those forgotten after `horizon`, oldest first.
    func suppressed(after horizon: Int64, days: Int64, limit: Int) throws
        -> [SuppressedIdentifier]
    {
        var found: [SuppressedIdentifier] = []
        var rows = try query(
            """
            SELECT digest.kind, digest.since, erasure.receipt
            FROM digest JOIN erasure ON erasure.id = digest.erasure
            WHERE digest.state = 0 AND digest.since > ?1
            ORDER BY digest.erasure, digest.kind, digest.digest LIMIT ?2
            """, .integer(horizon), .integer(Int64(limit)))
        while try rows.step() {
            guard let kind = SubjectName.Kind(rawValue: rows.integer(0)),
                let receipt = ReceiptID(rows.text(2))
            else { throw PrivacyError(.storage, "The ledger holds what cannot be read.") }
            found.append(
                SuppressedIdentifier(
                    kind: kind.text,
                    suppression: Suppression(
                        since: rows.integer(1),
                        until: rows.integer(1) + days * SuppressionCheck.secondsPerDay),
                    receipt: receipt))
        }
        return found
    }
}
