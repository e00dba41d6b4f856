/// What a verification found.
public struct VerificationReport: Sendable, Hashable {
    /// Something that is wrong.
    public struct Fault: Sendable, Hashable {
        /// The id of the shop; empty: the registry.
        public var shop: String
        /// What is wrong, in words without anything personal.
        public var message: String

        /// A fault.
        public init(shop: String, message: String) {
            self.shop = shop
            self.message = message
        }
    }

    /// The shops that were looked at.
    public var shops: Int64 = 0
    /// The receipts that were looked at.
    public var receipts: Int64 = 0
    /// The entries of audit chains that were looked at.
    public var auditEntries: Int64 = 0
    /// The snapshots that were looked at.
    public var snapshots: Int64 = 0
    /// The bytes that were looked at.
    public var examinedBytes: Int64 = 0
    /// What is wrong; empty: nothing.
    public var faults: [Fault] = []

    /// Nothing yet.
    public init() {}
}
