public import Privacy

extension SQLiteStore: PrivacyStore {
    /// Applies the changes in one job of the shop's next commit.
    public func apply(_ changes: [Change], of call: Call, in shop: Shop)
        async throws(PrivacyError) -> ChangeOutcome
    {
        if changes.isEmpty { return ChangeOutcome() }
        var (outcome, othersWait) = try await write(
            shop, at: call.time, isBulk: changes.count >= BulkMode.leastChanges
        ) { writing in
            try ChangeApplier(writing: writing, call: call).apply(changes)
        }
        outcome.othersWait = othersWait
        return outcome
    }

    /// Counts what an erasure would remove and keep.
    public func erasurePreview(of subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> ErasureCounts
    {
        try await audited(.preview, call, shop) { () async throws(PrivacyError) in
            try await read(shop) { reading in
                try ErasurePlanner(reading: reading).plan(for: subject).counts
            }
        } isKnown: { counts in
            (counts.erased + counts.kept).contains { $0.count > 0 }
        }
    }

    /// Carries out a forget together with those that wait meanwhile, and purges the files before it
    /// returns, unless that has to wait for a long read.
    public func erase(_ subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Erasure
    {
        let request = ErasureRequest(
            subject, for: call, shop.settings,
            lookbackSeconds: configuration.visitorLookbackSeconds)
        do {
            try await perform(in: shop.id) { _ in .erasure(request) }
        } catch {
            files.audit(of: shop.id).count(.forget, call, error.code.rawValue)
            throw error
        }
        guard let erasure = request.erasure else {
            throw PrivacyError(.storage, "The erasure was finished without a result.")
        }
        return erasure
    }

    /// Counts for the audit chain what was asked for and what came of it.
    func audited<R>(
        _ action: AuditEvent.Action, _ call: Call, _ shop: Shop,
        _ body: () async throws(PrivacyError) -> R, isKnown: (R) -> Bool
    ) async throws(PrivacyError) -> R {
        let audit = files.audit(of: shop.id)
        do {
            let result = try await body()
            let outcome =
                isKnown(result) ? AuditEvent.Outcome.ok : AuditEvent.Outcome.unknown
            audit.count(action, call, outcome)
            return result
        } catch {
            audit.count(action, call, error.code.rawValue)
            throw error
        }
    }
}
