public import JSON

/// An order as it is held and given back.
///
/// A class, for it is handed on several times, and has eight references that were counted each time.
public final class HeldOrder: Sendable {
    /// The order's id.
    public let id: RecordID
    /// Ids, or objects with id, quantity, price, as they came: an array.
    public let products: JSONText
    /// When, in seconds since 1970.
    public let time: Int64
    /// Who bought, by customer id.
    public let customer: RecordID?
    /// Who bought, by e-mail.
    public let email: EmailAddress?
    /// On which browser.
    public let visitor: VisitorID?
    /// Everything else, as it came: an object.
    public let attributes: JSONText
    /// What came back.
    public let returns: [ReturnRecord]
    /// How it is on its way.
    public let parcels: [ParcelRecord]

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
