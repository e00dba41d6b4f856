/// What the open files of all shops share.
struct ShopResources: Sendable {
    /// How many reading connections a shop keeps that is written to.
    let readersKept: Int
    /// Those that read and write the files of shops which are seldom written to.
    let shared: SharedConnections
    /// Those that read and write their ledgers.
    let sharedLedgers: SharedConnections
    /// How many connections there are to files of shops.
    let connections = ConnectionCount()
    private let mostConnections: Int

    init(readersKept: Int, mostConnections: Int) {
        self.readersKept = readersKept
        self.mostConnections = mostConnections
        let readers = max(1, readersKept)
        shared = SharedConnections(
            version: ShopSchema.migrations.count, applicationID: ShopSchema.applicationID,
            readers: readers)
        sharedLedgers = SharedConnections(
            version: LedgerSchema.migrations.count, applicationID: LedgerSchema.applicationID,
            readers: readers)
    }

    /// Whether there are so many that a writer must not keep the pages that it has read.
    var areCrowded: Bool { connections.now > mostConnections / 2 }

    /// Closes what is shared.
    func close() {
        shared.close()
        sharedLedgers.close()
    }
}
