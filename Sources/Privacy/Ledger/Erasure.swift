/// What a forget gives back.
public struct Erasure: Sendable, Hashable {
    /// The id of its receipt.
    public let receipt: ReceiptID
    /// What was erased and kept.
    public let counts: ErasureCounts

    /// An erasure that is on disk.
    public init(receipt: ReceiptID, counts: ErasureCounts) {
        self.receipt = receipt
        self.counts = counts
    }
}
