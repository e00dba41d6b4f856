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

    /// No figures yet.
    public init() {}
}
