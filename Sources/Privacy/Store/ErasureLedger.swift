/// What a store remembers of the forgets of a shop, and of who asked for what.
public protocol ErasureLedger: Sendable {
    /// The receipt of a forget, signed as it stands now; nil: there is none of this id.
    func receipt(_ id: ReceiptID, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> SignedDocument?

    /// The public half of the key that signs the shop's receipts: 32 bytes, Ed25519.
    func signingKey(of shop: Shop) throws(PrivacyError) -> [UInt8]

    /// The identifiers that are suppressed now, oldest first, at most `limit`.
    func suppressions(in shop: Shop, at time: Int64, limit: Int)
        async throws(PrivacyError) -> [SuppressedIdentifier]

    /// Ends the suppression of the identifiers that a subject is named by; gives back of how many.
    func liftSuppression(of subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Int

    /// Ends the suppression of everything that one forget suppressed.
    func liftSuppression(ofReceipt id: ReceiptID, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Int

    /// The audit chain after an entry, checked: what is counted but not written yet, is written
    /// first.
    func audit(of shop: Shop, after sequence: Int64, limit: Int)
        async throws(PrivacyError) -> AuditPage
}
