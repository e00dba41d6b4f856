internal import Glibc
internal import Privacy
internal import SQLite

/// Removes what was erased from the shop's files down to the bytes, on the writer's thread.
struct PurgeStep {
    let file: ShopFile

    /// Empties the log into the file, overwrites or cuts it, on the disk too, and looks at the pages that were
    /// written.
    ///
    /// The file is clean once the log is in it: `secure_delete` overwrites what was deleted, and the
    /// writer's VFS the gaps of pages. False when it has to be tried again: a long read keeps the
    /// log, the disk refused, or something was left.
    func run() -> Bool {
        (try? attempt(looks: true)) ?? false
    }

    /// The same; throws what was in the way.
    private func attempt(looks: Bool, cuts: Bool = false) throws -> Bool {
        file.isPurgePending = true
        let pages = looks ? try WrittenPages(of: file.writer) : nil
        guard try emptyLog(cuts: cuts) else { return false }
        // A page that the writer still held would bring its old gap into the log again.
        try file.writer.releaseMemory()
        if let pages, try !pages.areClean(in: file.writer) {
            file.isRepairNeeded = true
            return false
        }
        // It stays pending while there are rows of a forget whose removal the disk broke off.
        file.isPurgePending = file.hasRowsLeft
        return true
    }

    /// Empties the log, without a look at what was written.
    ///
    /// It is overwritten, or cut where the disk refuses that.
    func runWithoutLook() throws {
        var isEmptied = false
        do {
            isEmptied = try attempt(looks: false)
        } catch {
            isEmptied = try attempt(looks: false, cuts: true)
        }
        guard isEmptied else { throw Self.notEmptied }
    }

    private static let notEmptied = PrivacyError(
        .storage, "The write-ahead log could not be emptied.")

    /// Overwrites the long log that is left when much was brought in; false: a long read is in the way.
    ///
    /// What was brought in stands in it as well, and the next forget would have to wait for that.
    func overwriteLongLog() throws -> Bool { try emptyLog(cuts: false) }

    private func emptyLog(cuts: Bool) throws -> Bool {
        // Copies and syncs while reads go on, so that they wait for little more than the log's header.
        _ = try file.writer.checkpoint(.passive)
        guard try leaveLog(cuts: cuts) else { return false }
        FaultPoint.hit(.forgetTruncated)
        guard try file.writer.overwriteVoidLog() else { return false }
        if file.hasUndone { try zeroFreePages() }
        FaultPoint.hit(.forgetPurged)
        return true
    }

    private func leaveLog(cuts: Bool) throws -> Bool {
        file.gate.close()
        defer { file.gate.open() }
        let writer = try file.writer
        let result = try cuts ? writer.checkpoint(.truncate) : writer.voidLog()
        return result.isComplete
    }

    /// Zeroes, while the log is empty, pages that are free again and may hold what was undone.
    ///
    /// All of them are read, which nobody else waits for.
    private func zeroFreePages() throws {
        if try file.writer.zeroFreePages() > 0 { try file.writer.syncFile(.main) }
        file.hasUndone = false
    }

    /// Empties the log, also where that had to be put off, and tells the ledger; false: it has to be put off again.
    func retry() -> Bool {
        do {
            try retryOrThrow()
            return true
        } catch {
            return false
        }
    }

    /// The same; throws what is in the way.
    func retryOrThrow() throws {
        try runWithoutLook()
        do {
            try catchUp()
        } catch {
            file.isPurgePending = true
            throw error
        }
    }

    /// Writes down what the ledger does not know yet of what is done: the log is empty, so all that
    /// is committed is purged.
    ///
    /// Where that cannot be said yet, the next forget that is purged sees to it.
    func catchUp() throws {
        file.isLedgerBehind = true
        guard !file.isRepairNeeded else { return }
        guard let ledger = try file.ledgerOfForgotten() else {
            file.isLedgerBehind = false
            return
        }
        // Forgets whose rows are still to go are not told to be done.
        guard try file.writer.doomedSpan() == nil else { return }
        let now = Int64(time(nil))
        let position = file.position
        try ledger.write { connection in
            let missed = try connection.intendedErasures().filter { $0.id <= position }
            for erasure in missed {
                try connection.markCommitted(erasure.id, at: now, isPurged: false)
            }
            try ledger.append(
                missed.map { AuditEvent(.forget, by: .service, at: now, about: $0.receipt) })
            try connection.markPurged(at: now)
        }
        file.isLedgerBehind = false
    }

    /// Removes what a look has found in bytes that belong to nobody.
    ///
    /// In free pages it is overwritten where it stands. Elsewhere the file is built anew, which takes
    /// as long as copying it, in memory, while the shop's writes wait.
    func repair(onlyFreePages: Bool) throws {
        file.hasUndone = true
        if !onlyFreePages { try file.writer.execute("VACUUM") }
        file.isRepairNeeded = false
        try retryOrThrow()
    }
}
