extension SQLiteStore {
    /// What an operator may set.
    public struct Configuration: Sendable {
        /// How many reading connections a shop keeps: one a reactor is enough, since reads run on
        /// the reactors.
        public var readersPerShop = 2
        /// How many threads write: the syncs of different shops overlap.
        public var writerThreads = 8
        /// How many shops' files are open at most: up to 10 descriptors and a few MB each.
        public var maximumOpenShops = 128
        /// How long before a visitor's first link its activity still belongs to the first person
        /// linked, in seconds.
        public var visitorLookbackSeconds: Int64 = 24 * 60 * 60

        /// The defaults.
        public init() {}
    }
}
