public import JSON

/// Something of an order that came back.
public struct ReturnRecord: Sendable {
    /// The order.
    public var order: RecordID
    /// What came back.
    public var product: RecordID
    /// How many, as it came.
    public var quantity: JSONNumber
    /// When the shop said so, in seconds since 1970; nil: when the call arrived.
    public var time: Int64?

    /// A return.
    public init(order: RecordID, product: RecordID, quantity: JSONNumber, time: Int64? = nil) {
        self.order = order
        self.product = product
        self.quantity = quantity
        self.time = time
    }
}
