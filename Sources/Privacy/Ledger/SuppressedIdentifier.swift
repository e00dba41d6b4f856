/// An identifier that is suppressed, as far as the ledger knows it: not by name.
public struct SuppressedIdentifier: Sendable, Hashable {
    /// What is suppressed: `email`, `customer` or `visitor`.
    public let kind: String
    /// For how long.
    public let suppression: Suppression
    /// The receipt of the forget.
    public let receipt: ReceiptID

    /// A suppressed identifier.
    public init(kind: String, suppression: Suppression, receipt: ReceiptID) {
        self.kind = kind
        self.suppression = suppression
        self.receipt = receipt
    }
}
