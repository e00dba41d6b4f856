/// A bounded part of an audit chain, oldest entry first.
public struct AuditPage: Sendable {
    /// The entries.
    public var entries: [AuditEntry]
    /// The sequence after which the next page begins; nil: this was all.
    public var next: Int64?
    /// What is wrong in this part, in words without anything personal; empty: nothing.
    public var faults: [String]

    /// A page.
    public init(entries: [AuditEntry], next: Int64?, faults: [String] = []) {
        self.entries = entries
        self.next = next
        self.faults = faults
    }
}
