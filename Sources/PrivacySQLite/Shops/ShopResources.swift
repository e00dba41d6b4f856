/// What the open files of all shops share.
struct ShopResources: Sendable {
    /// How many reading connections a shop keeps that is written to.
    let readersKept: Int
    /// Those that read the shops which nobody writes to.
    let stillReaders: StillReaders
    /// Those that write to the shops which are seldom written to.
    let stillWriters = StillWriters()
    /// How many connections there are to files of shops.
    let connections = ConnectionCount()
    private let mostConnections: Int

    init(readersKept: Int, mostConnections: Int) {
        self.readersKept = readersKept
        self.mostConnections = mostConnections
        stillReaders = StillReaders(most: max(1, readersKept))
    }

    /// Whether there are so many that a writer must not keep the pages that it has read.
    var areCrowded: Bool { connections.now > mostConnections / 2 }
}
