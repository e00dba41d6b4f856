internal import Privacy
internal import SQLite

/// Erases those of whom forgets are that came together, in one transaction of a connection.
struct ErasureTransaction {
    typealias Done = ErasureBatch.Done

    /// How much may be erased at once.
    struct Limits {
        /// Rows, activities and all.
        let rows: Int
        /// The memory that the connection may hold, with the pages that it changes.
        let bytes: Int
    }

    /// More is erased than may be.
    struct TooMuch: Error {}

    let file: ShopFile
    let pending: PendingShops
    let connection: Connection
    /// The ledger's number of the last forget.
    let last: Int64

    /// Erases, writes the intents down before it commits, and says of each forget what became of it.
    ///
    /// Without an intent the transaction is rolled back. Throws ``TooMuch``, with nothing done, when more is
    /// erased in all than the limits allow.
    func run(
        _ requests: [ErasureRequest], within limits: Limits? = nil
    ) throws -> [Result<Done, PrivacyError>] {
        let drafts = try erase(requests, within: limits)
        try commit(drafts.compactMap { try? $0.get() })
        return drafts
    }

    /// Leaves the transaction open, unless nothing was erased.
    private func erase(
        _ requests: [ErasureRequest], within limits: Limits?
    ) throws -> [Result<Done, PrivacyError>] {
        try connection.begin(.immediate)
        do {
            var (next, left) = (last + 1, limits?.rows ?? .max)
            var drafts: [Result<Done, PrivacyError>] = []
            for request in requests {
                let draft = try erase(request, as: next, most: left)
                if case .success(let done) = draft {
                    next += 1
                    left -= done.intent.counts.total
                } else {
                    file.hasUndone = true
                }
                drafts.append(draft)
                if let limits, connection.memoryUsedBytes > limits.bytes { throw TooMuch() }
            }
            let done = drafts.compactMap { try? $0.get() }
            guard !done.isEmpty else {
                connection.rollback()
                return drafts
            }
            try connection.setErasurePosition(next - 1)
            try file.intend(done.map(\.intent))
            FaultPoint.hit(.forgetIntended)
            return drafts
        } catch {
            connection.rollback()
            throw error
        }
    }

    private func erase(
        _ request: ErasureRequest, as id: Int64, most: Int
    ) throws -> Result<Done, PrivacyError> {
        switch plan(request) {
        case .failure(let error):
            guard connection.isInTransaction else { throw error }
            return .failure(error)
        case .success(let plan):
            guard plan.counts.total <= most else { throw TooMuch() }
            return try connection.inSavepoint { try carryOut(plan, request, as: id) }
        }
    }

    private func plan(_ request: ErasureRequest) -> Result<ErasurePlan, PrivacyError> {
        do throws(PrivacyError) {
            return .success(
                try StorageError.translating {
                    try ErasurePlanner(reading: writing(for: request).reading)
                        .plan(for: request.subject)
                })
        } catch {
            return .failure(error)
        }
    }

    private func commit(_ done: [Done]) throws {
        guard let last = done.last?.intent else { return }
        do {
            try connection.commit()
        } catch {
            connection.rollback()
            // After a sync that failed the erasure may stand in the log, and count; else, should this fail too,
            // the forgets are carried out before the next one, or when the shop is opened again.
            if file.isLogCertain {
                try? file.writeLedger { _, ledger in
                    for one in done { try ledger.remove(one.intent.id) }
                }
            }
            throw error
        }
        FaultPoint.hit(.forgetCommitted)
        file.reached(last.id)
        pending.erased(done.count, in: file.id)
    }

    private func carryOut(
        _ plan: ErasurePlan, _ request: ErasureRequest, as id: Int64
    ) throws -> Done {
        let isSliced = plan.counts.activity > Connection.mostAtOnce
        try Eraser(writing: writing(for: request), call: request.call, isSliced: isSliced)
            .carryOut(plan)
        let intent = ErasureIntent(
            id: id, plan: plan, requested: request.call.time, secrets: file.secrets)
        return Done(intent: intent, request: request, hasRowsLeft: isSliced)
    }

    /// What the forget of a request writes with.
    func writing(for request: ErasureRequest) -> ShopWriting {
        ShopWriting(
            connection: connection, digester: file.secrets.identifiers,
            settings: request.settings,
            suppression: SuppressionCheck(
                names: nil, settings: request.settings, time: request.call.time),
            lookbackSeconds: request.lookbackSeconds)
    }
}
