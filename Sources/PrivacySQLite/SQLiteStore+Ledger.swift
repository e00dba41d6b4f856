public import Privacy
internal import SQLite

extension SQLiteStore: ErasureLedger {
    /// The receipt as it stands now, signed with the shop's key.
    public func receipt(_ id: ReceiptID, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> SignedDocument?
    {
        try await audited(.receipt, call, shop) { () async throws(PrivacyError) in
            try await using(shop) { file in
                guard file.position > 0,
                    let stored = try file.readLedger({ try $0.receipt(id, of: shop.id) })
                else { return nil }
                guard stored.isGenuine(file.secrets.seal) else {
                    throw PrivacyError(.storage, "The receipt was changed in the ledger.")
                }
                return try file.secrets.signing.sign(
                    ReceiptDocument.bytes(of: stored.receipt))
            }
        } isKnown: {
            $0 != nil
        }
    }

    /// The public half of the key that signs the shop's receipts.
    public func signingKey(of shop: Shop) throws(PrivacyError) -> [UInt8] {
        try StorageError.translating {
            try registry.shop(shop.id).secrets.signing.publicKey
        }
    }

    /// What is suppressed now.
    public func suppressions(in shop: Shop, at time: Int64, limit: Int)
        async throws(PrivacyError) -> [SuppressedIdentifier]
    {
        try await using(shop) { file in
            try SuppressionList(file: file, settings: shop.settings).all(at: time, limit: limit)
        }
    }

    /// Ends the suppression of the names of a subject.
    public func liftSuppression(of subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Int
    {
        try await lift(call, shop) { ledger in
            try subject.names.count { name in
                try ledger.writer.weaken(ledger.secrets.ledger.digest(name), to: .lifted)
            }
        }
    }

    /// Ends the suppression of everything that one forget suppressed.
    public func liftSuppression(ofReceipt id: ReceiptID, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Int
    {
        try await lift(call, shop, about: id.text) { try $0.writer.lift(receipt: id) }
    }

    /// The audit chain after an entry, checked.
    public func audit(of shop: Shop, after sequence: Int64, limit: Int)
        async throws(PrivacyError) -> AuditPage
    {
        let counter = files.audit(of: shop.id)
        return try await upkeep(in: shop.id) { file in
            AuditFlush(counter: counter).run(file)
            return try file.ledger().auditPage(after: sequence, limit: limit)
        }
    }

    private func lift(
        _ call: Call, _ shop: Shop, about reference: String = "",
        _ body: @escaping @Sendable (Ledger) throws -> Int
    ) async throws(PrivacyError) -> Int {
        try await upkeep(in: shop.id) { file in
            guard let ledger = try file.ledgerOfForgotten() else { return 0 }
            return try ledger.write { _ in
                let lifted = try body(ledger)
                let outcome =
                    lifted > 0 ? AuditEvent.Outcome.ok : AuditEvent.Outcome.unknown
                try ledger.append([
                    AuditEvent(
                        .lift, by: call.actor, outcome, at: call.time, about: reference)
                ])
                return lifted
            }
        }
    }

    /// Runs `body` with the shop's open files, on the caller's thread.
    private func using<R>(
        _ shop: Shop, _ body: (ShopFile) throws -> R
    ) async throws(PrivacyError) -> R {
        let use = try await acquire(shop.id)
        defer { files.release(use) }
        return try noting(shop.id) { try body(use.file) }
    }
}
