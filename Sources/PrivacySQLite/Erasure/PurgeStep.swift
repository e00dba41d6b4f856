internal import Glibc
internal import Privacy
internal import SQLite

/// Removes what was erased from the shop's files down to the bytes, on the writer's thread.
struct PurgeStep {
    let file: ShopFile

    /// Empties the log into the file, cuts it, and syncs the cut.
    ///
    /// The file is clean once the log is in it: `secure_delete` overwrites what was deleted, and the
    /// writer's VFS the gaps of pages. False when it has to be tried again: a long read keeps the
    /// log, or the disk refused.
    func run() -> Bool {
        file.gate.close()
        defer { file.gate.open() }
        file.isPurgePending = true
        do {
            guard try file.writer.checkpoint(.truncate).isComplete else { return false }
            FaultPoint.hit(.forgetTruncated)
            // SQLite does not sync the cut itself.
            try file.writer.syncFile(.writeAheadLog)
            FaultPoint.hit(.forgetPurged)
        } catch {
            return false
        }
        // A page that the writer still held would bring its old gap into the log again.
        file.writer.releaseMemory()
        file.isPurgePending = false
        return true
    }

    /// Tries again what had to be put off, and tells the ledger; false: it has to be put off again.
    func retry() -> Bool {
        guard run() else { return false }
        do {
            try catchUp()
            return true
        } catch {
            file.isPurgePending = true
            return false
        }
    }

    /// Writes down what the ledger does not know yet of what is done: the log is empty, so all that
    /// is committed is purged.
    func catchUp() throws {
        let ledger = try file.ledger()
        let now = Int64(time(nil))
        let position = file.position
        try ledger.write { connection in
            for erasure in try connection.intendedErasures() where erasure <= position {
                try connection.markCommitted(erasure, at: now, hasWaited: true)
            }
            try connection.markPurged(at: now)
        }
    }
}
