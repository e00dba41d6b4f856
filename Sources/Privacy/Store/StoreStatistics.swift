/// Figures of a store for `/metrics`; counters since the start.
public struct StoreStatistics: Sendable {
    /// Shops whose files are open now.
    public var openShops = 0
    /// Write jobs that wait now.
    public var queuedJobs = 0
    /// Transactions committed.
    public var commits = 0
    /// Jobs that those transactions carried.
    public var committedJobs = 0
    /// Jobs that failed.
    public var failedJobs = 0

    /// Erasures, or groups of them, that were purged from the files down to the bytes.
    public var purges = 0
    /// Purges that the disk refused; each is tried again with the next write.
    public var failedPurges = 0

    /// No figures yet.
    public init() {}
}
