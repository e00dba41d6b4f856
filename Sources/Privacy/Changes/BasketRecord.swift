public import JSON

/// What is said of a basket.
///
/// Without a visitor it hangs on the e-mail's person; with neither it is nobody's and is not kept.
public struct BasketRecord: Sendable {
    /// One product of a basket.
    public struct Line: Sendable {
        /// The product.
        public var product: RecordID
        /// How many, as it came; nil: not said.
        public var quantity: JSONNumber?

        /// A line.
        public init(product: RecordID, quantity: JSONNumber? = nil) {
            self.product = product
            self.quantity = quantity
        }
    }

    /// What happens to the products.
    public var verb: ActivityAction.BasketVerb
    /// The products, in the order in which they came.
    public var lines: [Line]
    /// Whose browser.
    public var visitor: VisitorID?
    /// Whose e-mail.
    public var email: EmailAddress?
    /// The basket's own id; nil: the one without an id.
    public var basket: RecordID?

    /// A change of a basket.
    public init(
        verb: ActivityAction.BasketVerb, lines: [Line], visitor: VisitorID? = nil,
        email: EmailAddress? = nil, basket: RecordID? = nil
    ) {
        self.verb = verb
        self.lines = lines
        self.visitor = visitor
        self.email = email
        self.basket = basket
    }
}
