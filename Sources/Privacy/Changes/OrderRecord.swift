public import JSON

/// An order as it comes in.
///
/// In a patch what is nil (in `attributes`: absent) stays as it is.
public struct OrderRecord: Sendable {
    /// The order's id.
    public var id: RecordID
    /// Ids, or objects with id, quantity, price; given back as they came.
    public var products: [JSONValue]?
    /// When, in seconds since 1970; nil in a new order: when the call arrived.
    public var time: Int64?
    /// When it arrived, in seconds since 1970; nil stands for when the call did.
    ///
    /// History that is imported arrived when it happened.
    public var arrival: Int64?
    /// Who bought, by customer id.
    public var customer: RecordID?
    /// Who bought, by e-mail.
    public var email: EmailAddress?
    /// The e-mail by which it came, where the shop does not collect e-mails: never stored, and asked
    /// for alone whether the order is of somebody who was forgotten.
    public internal(set) var uncollectedEmail: EmailAddress?
    /// On which browser.
    public var visitor: VisitorID?
    /// Everything else, as it came.
    public var attributes: JSONObject

    /// An order.
    public init(
        id: RecordID, products: [JSONValue]? = nil, time: Int64? = nil, arrival: Int64? = nil,
        customer: RecordID? = nil, email: EmailAddress? = nil, visitor: VisitorID? = nil,
        attributes: JSONObject = JSONObject()
    ) {
        self.id = id
        self.products = products
        self.time = time
        self.arrival = arrival
        self.customer = customer
        self.email = email
        self.visitor = visitor
        self.attributes = attributes
    }
}
