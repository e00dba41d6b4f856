public import Privacy

extension SQLiteStore: PrivacyStore {
    /// Applies the changes in one job of the shop's next commit.
    public func apply(_ changes: [Change], of call: Call, in shop: Shop)
        async throws(PrivacyError) -> ChangeOutcome
    {
        if changes.isEmpty { return ChangeOutcome() }
        return try await write(shop) { writing in
            try ChangeApplier(writing: writing, call: call).apply(changes)
        }
    }

    /// Counts what an erasure would remove and keep.
    public func erasurePreview(of subject: SubjectQuery, in shop: Shop)
        async throws(PrivacyError) -> ErasureCounts
    {
        try await read(shop) { reading in
            try ErasurePlanner(reading: reading).plan(for: subject).counts
        }
    }

    /// Plans and carries out an erasure in one job of the shop's next commit, and purges
    /// the files before it returns.
    public func erase(_ subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> ErasureCounts
    {
        try await write(shop, erases: true) { writing in
            let plan = try ErasurePlanner(reading: writing.reading).plan(for: subject)
            try Eraser(writing: writing, call: call).carryOut(plan)
            return plan.counts
        }
    }
}
