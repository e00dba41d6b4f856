/// What a purge led to.
public struct PurgeSummary: Sendable, Hashable {
    /// The shops that were looked at.
    public var shops: Int64 = 0
    /// The bytes that were looked at.
    public var examinedBytes: Int64 = 0
    /// The places where something erased was found and removed.
    public var repaired: Int64 = 0
    /// The snapshots that were rewritten.
    public var rewrittenSnapshots: Int64 = 0
    /// The forgets that reached a further state.
    public var erasures: Int64 = 0

    /// Nothing yet.
    public init() {}
}
