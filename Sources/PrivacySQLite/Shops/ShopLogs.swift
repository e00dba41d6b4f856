internal import SQLite

/// What was written to the files of a shop by connections that shops share, which outlives their closing.
struct ShopLogs: Sendable {
    /// The log of `privacy.db`.
    let database = StillLog()
    /// The log of `ledger.db`.
    let ledger = StillLog()

    /// Whether something is to be done about one of them before the process ends.
    var areUnsettled: Bool { database.isUnsettled || ledger.isUnsettled }

    /// Brings the files to the disk and overwrites the logs; nobody may have the files open in this process.
    ///
    /// What the disk keeps from its file is SQLite's with the next opening.
    func settle() {
        database.settle()
        ledger.settle()
    }
}
