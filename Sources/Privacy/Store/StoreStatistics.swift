/// Figures of a store for `/metrics`; counters since the start.
public struct StoreStatistics: Sendable {
    /// Shops whose files are open now.
    public var openShops = 0
    /// Write jobs that wait now.
    public var queuedJobs = 0
    /// The upper bounds of ``commitSizes``, the last bucket left out.
    public static let commitSizeBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    /// Transactions committed, by how many jobs they carried; the last bucket is for more.
    public var commitSizes = [Int](repeating: 0, count: commitSizeBounds.count + 1)
    /// Transactions committed.
    public var commits: Int { commitSizes.reduce(0, +) }
    /// Jobs that those transactions carried.
    public var committedJobs = 0
    /// Jobs that failed.
    public var failedJobs = 0

    /// Erasures, or groups of them, that were purged from the files down to the bytes.
    public var purges = 0
    /// Purges that had to be put off, by a long read or by the disk; each is tried again soon.
    public var failedPurges = 0
    /// Shops in which a forget is not through all its states.
    public var pendingShops = 0
    /// Forgets whose files were not looked at yet.
    public var unverifiedErasures = 0
    /// Bytes that were looked at for what was erased.
    public var examinedBytes = 0
    /// Places where something erased was found in bytes that belong to nobody.
    public var residues = 0
    /// Rebuilds that removed such places.
    public var repairs = 0

    /// How often the machine refused something, by kind.
    public var faults: [StoreFault: Int] = [:]
    /// Shops of which a file was found damaged or missing and that were not opened well since.
    public var damagedShops = 0
    /// What is free on the disk of the data; nil: it is not known.
    public var freeBytes: Int?

    /// No figures yet.
    public init() {}
}
