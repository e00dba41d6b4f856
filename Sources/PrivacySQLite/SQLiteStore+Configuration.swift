extension SQLiteStore {
    /// What an operator may set.
    public struct Configuration: Sendable {
        /// How many reading connections a shop keeps: one a reactor is enough, since reads run on
        /// the reactors.
        public var readersPerShop = 2
        /// How many threads write: the syncs of different shops overlap.
        public var writerThreads = 8
        /// How many shops' files are open at most; see ``fit(readers:openFiles:)``.
        public var maximumOpenShops = Self.mostOpenShops
        /// How many connections to shops' files are open at most; see ``fit(readers:openFiles:)``.
        public var maximumConnections = Self.mostConnections
        /// How long before a visitor's first link its activity still belongs to the first person
        /// linked, in seconds.
        public var visitorLookbackSeconds: Int64 = 24 * 60 * 60

        /// Within how many seconds after a forget the retained snapshots are rewritten without the
        /// subject.
        public var purgeBackupsWithinSeconds: Int64 = 24 * 60 * 60

        /// How often it is looked for what is to be looked after (purges that were put off, looks at
        /// the files, the audit chain); nil: never, as for a command that is over soon.
        public var upkeepMilliseconds: Int? = 250

        /// One that is only read takes a descriptor, a mapping and some 5 kB.
        private static let mostOpenShops = 4_096
        /// Each takes some 110 kB for schema, statements and pages, where there are so many.
        private static let mostConnections = 160

        /// The defaults.
        public init() {}

        /// Fits the store to the threads that read and to the descriptors of the process, of which
        /// connections of callers may take half.
        ///
        /// A connection that writes has a database, a log and a shared-memory file, one that reads at most
        /// a database and a log (<https://www.sqlite.org/wal.html>).
        public mutating func fit(readers: Int, openFiles: Int) {
            readersPerShop = max(1, readers)
            maximumConnections = min(Self.mostConnections, max(1, openFiles / 4 / 3))
            maximumOpenShops = min(Self.mostOpenShops, max(1, openFiles / 4))
        }
    }
}
