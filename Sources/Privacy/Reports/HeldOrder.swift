public import JSON

/// An order as it is held and given back.
public struct HeldOrder: Sendable {
    /// The order's id.
    public var id: RecordID
    /// Ids, or objects with id, quantity, price, as they came: an array.
    public var products: JSONText
    /// When, in seconds since 1970.
    public var time: Int64
    /// Who bought, by customer id.
    public var customer: RecordID?
    /// Who bought, by e-mail.
    public var email: EmailAddress?
    /// On which browser.
    public var visitor: VisitorID?
    /// Everything else, as it came: an object.
    public var attributes: JSONText
    /// What came back.
    public var returns: [ReturnRecord]
    /// How it is on its way.
    public var parcels: [ParcelRecord]

    /// An order.
    public init(
        id: RecordID, products: JSONText, time: Int64, customer: RecordID? = nil,
        email: EmailAddress? = nil, visitor: VisitorID? = nil, attributes: JSONText = .emptyObject,
        returns: [ReturnRecord] = [], parcels: [ParcelRecord] = []
    ) {
        self.id = id
        self.products = products
        self.time = time
        self.customer = customer
        self.email = email
        self.visitor = visitor
        self.attributes = attributes
        self.returns = returns
        self.parcels = parcels
    }
}
