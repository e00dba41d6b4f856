internal import SQLite

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

    init(readersKept: Int) {
        self.readersKept = readersKept
        let readers = max(1, readersKept)
        shared = SharedConnections(
            version: ShopSchema.migrations.count, applicationID: ShopSchema.applicationID,
            readers: readers)
        sharedLedgers = SharedConnections(
            version: LedgerSchema.migrations.count, applicationID: LedgerSchema.applicationID,
            readers: readers)
    }

    /// The memory that the pages of all connections may take together, in KiB, as long as they are fewer than 256.
    private static let allCachesKiB = 32_000
    /// What a commit of small changes has in hand.
    private static let leastCacheKiB = 120

    /// The memory that the pages of each connection may take now, in KiB: half as much where there are twice as many.
    var cacheKiB: Int {
        let share = Self.allCachesKiB / max(1, connections.now)
        var kiB = Connection.cacheKiB
        while kiB > share, kiB / 2 >= Self.leastCacheKiB { kiB /= 2 }
        return kiB
    }

    /// Closes what is shared.
    func close() {
        shared.close()
        sharedLedgers.close()
    }
}
