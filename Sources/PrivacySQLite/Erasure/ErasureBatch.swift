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
/// Where the shop has no writer of its own, and little is erased, by connections that shops share.
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
        /// Whether nothing of it stands in the file and its log any more; nil: that is to be seen to.
        var isPurged: Bool?
    }

    /// How much a connection that shops share may erase: it holds every page that it changes.
    static let sharedLimits = ErasureTransaction.Limits(rows: 500, bytes: 4 << 20)

    let file: ShopFile
    let pending: PendingShops

    /// Erases, and says of each forget what became of it; ``finish(_:)`` must follow.
    func commit(_ requests: [ErasureRequest]) -> [Result<Done, PrivacyError>] {
        do {
            try pending.add(file.id)
            return try together(requests)
        } catch {
            // The whole transaction was lost; each alone may fit, unless somebody else keeps the lock.
            let error = StorageError.translate(error)
            if requests.count > 1, error.code != .inUse { return requests.flatMap { commit([$0]) } }
            return requests.map { _ in .failure(error) }
        }
    }

    /// Purges what is erased and tells the ledger; nil, or why it is not certain to be on disk.
    func finish(_ done: [Done]) -> PrivacyError? {
        let known = done.compactMap(\.isPurged)
        let isPurged =
            known.count == done.count ? known.allSatisfy(\.self) : PurgeStep(file: file).run()
        do {
            // The purge would have synced the commit.
            if !isPurged { try file.writer.syncFile(.writeAheadLog) }
        } catch {
            return StorageError.translate(error)
        }
        // They are erased whatever the ledger says now; what it misses is written later.
        do {
            try mark(done, isPurged: isPurged)
            if isPurged, file.isLedgerBehind { try PurgeStep(file: file).catchUp() }
        } catch {
            file.missedMark()
        }
        FaultPoint.hit(.forgetMarked)
        for one in done {
            one.request.succeed(
                Erasure(receipt: one.intent.receipt, counts: one.intent.counts))
        }
        return nil
    }

    private func together(_ requests: [ErasureRequest]) throws -> [Result<Done, PrivacyError>] {
        let last = try lastIntended(before: requests)
        if let drafts = try togetherShared(requests, after: last) { return drafts }
        // The log is synced when it is emptied, and until then the ledger knows what is to be done: a
        // sync less of six.
        let writer = try file.writer
        try writer.setSyncsCommits(false)
        defer { syncCommitsAgain() }
        return try transaction(of: writer, after: last).run(requests)
    }

    /// Nil: they are for the shop's own writer.
    private func togetherShared(
        _ requests: [ErasureRequest], after last: Int64
    ) throws -> [Result<Done, PrivacyError>]? {
        do {
            return try file.writeShared { connection in
                var drafts = try transaction(of: connection, after: last)
                    .run(requests, within: Self.sharedLimits)
                let done = drafts.compactMap { try? $0.get() }
                let isPurged = (try? self.isPurged(done, connection)) ?? nil
                for index in drafts.indices {
                    drafts[index] = drafts[index].map { done in
                        var done = done
                        done.isPurged = isPurged
                        return done
                    }
                }
                return drafts
            }
        } catch is ErasureTransaction.TooMuch {
            return nil
        }
    }

    private func transaction(
        of connection: Connection, after last: Int64
    ) -> ErasureTransaction {
        ErasureTransaction(file: file, pending: pending, connection: connection, last: last)
    }

    /// Looks at the pages that were written and empties the log; nil: the shop's own writer has to see to it.
    private func isPurged(_ done: [Done], _ connection: Connection) throws -> Bool? {
        guard !done.isEmpty, let pages = try connection.writtenPages() else { return nil }
        guard try WrittenPages(pages).areClean(in: connection) else {
            file.isRepairNeeded = true
            file.isPurgePending = true
            return false
        }
        guard (try? connection.emptyLog()) == true else {
            // It is tried again (``PurgeStep/retry()``).
            file.isPurgePending = true
            return nil
        }
        FaultPoint.hit(.forgetTruncated)
        if file.hasUndone {
            guard try !connection.hasUncleanFreePages() else { return nil }
            file.hasUndone = false
        }
        FaultPoint.hit(.forgetPurged)
        return true
    }

    /// The ledger's number of the last forget, after what was intended and could neither be committed nor taken
    /// back was carried out: with the next number in the file it would be taken for done.
    private func lastIntended(before requests: [ErasureRequest]) throws -> Int64 {
        let last = try file.lastIntended()
        // Intents that were taken back leave numbers without a forget; else both are the same.
        guard last > file.position, let request = requests.first else { return last }
        let writer = try file.writer
        let replay = ErasureReplay(
            writing: transaction(of: writer, after: last).writing(for: request),
            ledger: try file.ledger(),
            call: Call(origin: .shop, time: request.call.time, actor: .service))
        _ = try replay.run()
        file.reached(try writer.erasurePosition())
        _ = PurgeStep(file: file).retry()
        pending.setUnverified(try file.readLedger { try $0.unverifiedErasures() }, of: file.id)
        return try file.lastIntended()
    }

    /// A writer that cannot be told so must not be used: commits would be answered that are not on
    /// disk.
    private func syncCommitsAgain() {
        do { try file.writer.setSyncsCommits(true) } catch { file.giveUpWriter() }
    }

    /// Tells the ledger what became of the forgets at hand alone: there may be many more.
    private func mark(_ done: [Done], isPurged: Bool) throws {
        if !isPurged { file.isLedgerBehind = true }
        let now = Int64(time(nil))
        try file.writeLedger { ledger, connection in
            for one in done {
                try connection.markCommitted(one.intent.id, at: now, isPurged: isPurged)
            }
            try ledger.append(
                done.map { one in
                    AuditEvent(
                        .forget, by: one.request.call.actor, at: one.request.call.time,
                        about: one.intent.receipt.text)
                }, to: connection)
        }
    }
}
