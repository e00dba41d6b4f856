internal import Glibc
internal import Privacy
internal import SQLite

/// Carries out the forgets that wait together.
///
/// The ledger and the shop's file do not commit as one. So, each step on disk before the next:
///
/// 1. the registry says that the shop has something pending,
/// 2. the ledger says what is about to be erased,
/// 3. the shop's file commits the erasure, and up to which forget it is carried out,
/// 4. the log is emptied into the file and cut,
/// 5. the ledger says that it is done.
///
/// After an end of the process between any two of them ``ShopRecovery`` goes on when the shop is
/// opened. The forgets have a transaction of their own: planned on what is on disk already, each can
/// be found again by what the ledger knows of it.
struct ErasureBatch {
    /// A forget that is committed.
    struct Done: Sendable {
        let intent: ErasureIntent
        let request: ErasureRequest
        /// Whether rows of it are still to go.
        let hasRowsLeft: Bool
    }

    let file: ShopFile
    let pending: PendingShops

    /// Erases, and says of each forget what became of it; ``finish(_:)`` must follow.
    func commit(_ requests: [ErasureRequest]) -> [Result<Done, PrivacyError>] {
        do {
            try pending.add(file.id)
            return try together(requests)
        } catch {
            // The whole transaction was lost; each alone may fit.
            if requests.count > 1 { return requests.flatMap { commit([$0]) } }
            return [.failure(StorageError.translate(error))]
        }
    }

    /// Purges what is erased and tells the ledger; nil, or why it is not certain to be on disk.
    func finish(_ done: [Done]) -> PrivacyError? {
        let traces = done.flatMap { one in one.intent.traces.map { ($0, one.intent.id) } }
        let isPurged = PurgeStep(file: file).run(lookingFor: traces)
        do {
            // The purge would have synced the commit.
            if !isPurged { try file.writer.syncFile(.writeAheadLog) }
        } catch {
            return StorageError.translate(error)
        }
        // They are erased whatever the ledger says now; what it misses is written later.
        do { try mark(done, isPurged: isPurged) } catch { file.missedMark() }
        FaultPoint.hit(.forgetMarked)
        for one in done {
            one.request.succeed(
                Erasure(receipt: one.intent.receipt, counts: one.intent.counts))
        }
        return nil
    }

    private func together(_ requests: [ErasureRequest]) throws -> [Result<Done, PrivacyError>] {
        let ledger = try file.ledger()
        if let first = requests.first { try finishIntents(before: first, ledger) }
        // The log is synced when it is emptied, and until then the ledger knows what is to be done: a
        // sync less of six.
        try file.writer.setSyncsCommits(false)
        defer { syncCommitsAgain() }
        let drafts = try erase(requests, ledger)
        let done = drafts.compactMap { try? $0.get() }
        guard let last = done.last?.intent else { return drafts }
        do {
            try file.writer.commit()
        } catch {
            try? file.writer.rollback()
            // Should this fail too, the forgets are carried out before the next one, or when the shop is
            // opened again.
            try? ledger.write { for one in done { try $0.remove(one.intent.id) } }
            throw error
        }
        FaultPoint.hit(.forgetCommitted)
        file.reached(last.id)
        pending.erased(done.count, in: file.id)
        return drafts
    }

    /// Carries out what was intended and could neither be committed nor taken back: with the next
    /// number in the file it would be taken for done.
    private func finishIntents(before request: ErasureRequest, _ ledger: Ledger) throws {
        // Intents that were taken back leave numbers without a forget; else both are the same.
        guard try ledger.writer.lastErasure() > file.position else { return }
        let replay = ErasureReplay(
            writing: try writing(for: request), ledger: ledger,
            call: Call(origin: .shop, time: request.call.time, actor: .service))
        _ = try replay.run()
        file.reached(try file.writer.erasurePosition())
        _ = PurgeStep(file: file).retry()
    }

    /// A writer that cannot be told so must not be used: commits would be answered that are not on
    /// disk.
    private func syncCommitsAgain() {
        do { try file.writer.setSyncsCommits(true) } catch { file.giveUpWriter() }
    }

    /// Erases inside a transaction, which stays open, and writes the intents down before it is
    /// committed; without an intent the transaction is rolled back.
    private func erase(
        _ requests: [ErasureRequest], _ ledger: Ledger
    ) throws -> [Result<Done, PrivacyError>] {
        let connection = try file.writer
        try connection.begin(.immediate)
        do {
            var next = try ledger.writer.lastErasure() + 1
            var drafts: [Result<Done, PrivacyError>] = []
            for request in requests {
                let draft = try connection.inSavepoint { try erase(request, as: next) }
                if case .success = draft { next += 1 } else { file.hasUndone = true }
                drafts.append(draft)
            }
            let done = drafts.compactMap { try? $0.get() }
            guard !done.isEmpty else {
                connection.rollback()
                return drafts
            }
            try connection.setErasurePosition(next - 1)
            try ledger.write { _ in
                for one in done { try ledger.insert(one.intent) }
                FaultPoint.hit(.forgetIntending)
            }
            FaultPoint.hit(.forgetIntended)
            return drafts
        } catch {
            connection.rollback()
            throw error
        }
    }

    private func erase(_ request: ErasureRequest, as id: Int64) throws -> Done {
        let writing = try writing(for: request)
        let plan = try ErasurePlanner(reading: writing.reading).plan(for: request.subject)
        let isSliced = plan.counts.activity > Connection.mostAtOnce
        try Eraser(writing: writing, call: request.call, isSliced: isSliced).carryOut(plan)
        let intent = ErasureIntent(
            id: id, plan: plan, requested: request.call.time, secrets: file.secrets)
        return Done(intent: intent, request: request, hasRowsLeft: isSliced)
    }

    private func writing(for request: ErasureRequest) throws -> ShopWriting {
        ShopWriting(
            connection: try file.writer, digester: file.secrets.identifiers,
            settings: request.settings,
            suppression: SuppressionCheck(
                names: nil, settings: request.settings, time: request.call.time),
            lookbackSeconds: request.lookbackSeconds)
    }

    private func mark(_ done: [Done], isPurged: Bool) throws {
        let now = Int64(time(nil))
        let ledger = try file.ledger()
        try ledger.write { connection in
            for one in done {
                try connection.markCommitted(one.intent.id, at: now, hasWaited: !isPurged)
            }
            if isPurged { try connection.markPurged(at: now) }
            try ledger.append(
                done.map { one in
                    AuditEvent(
                        .forget, by: one.request.call.actor, at: one.request.call.time,
                        about: one.intent.receipt.text)
                })
        }
    }
}
