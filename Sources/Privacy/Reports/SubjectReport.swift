public import JSON

/// Everything that a shop holds about one subject (GDPR article 15).
public struct SubjectReport: Sendable {
    /// A visitor that is linked to the subject.
    public struct LinkedVisitor: Sendable {
        /// The browser.
        public var visitor: VisitorID
        /// Since when it is linked, in seconds since 1970; for a visitor that is a subject of its
        /// own: since when it is known.
        public var since: Int64

        /// A linked visitor.
        public init(visitor: VisitorID, since: Int64) {
            self.visitor = visitor
            self.since = since
        }
    }

    /// A subscription.
    public struct Subscription: Sendable {
        /// Who.
        public var email: String
        /// Which list; nil: globally.
        public var list: RecordID?
        /// Since when, in seconds since 1970.
        public var since: Int64

        /// A subscription.
        public init(email: String, list: RecordID?, since: Int64) {
            self.email = email
            self.list = list
            self.since = since
        }
    }

    /// A basket.
    public struct Basket: Sendable {
        /// Its own id, if it has one.
        public var basket: RecordID?
        /// Whose browser; nil: it was named with an e-mail alone.
        public var visitor: VisitorID?
        /// Its lines: an array of objects with `id` and `quantity`.
        public var products: JSONText

        /// A basket.
        public init(basket: RecordID?, visitor: VisitorID?, products: JSONText) {
            self.basket = basket
            self.visitor = visitor
            self.products = products
        }
    }

    /// The orders in time order, with what belongs to the subject of them.
    public var orders: [HeldOrder] = []
    /// The customer records.
    public var customers: [HeldCustomer] = []
    /// The e-mails that name the person.
    public var emails: [String] = []
    /// The visitors.
    public var visitors: [LinkedVisitor] = []
    /// The subscriptions.
    public var subscriptions: [Subscription] = []
    /// The baskets.
    public var baskets: [Basket] = []
    /// The period in which old data does not bring the subject back; nil: there is none.
    public var suppression: Suppression?
    /// The history, newest first.
    public var activity = ActivityPage()

    /// A report on somebody of whom nothing is held.
    public init() {}

    /// Whether nothing is held.
    public var isEmpty: Bool {
        orders.isEmpty && customers.isEmpty && emails.isEmpty && visitors.isEmpty
            && subscriptions.isEmpty && baskets.isEmpty && activity.count == 0
    }
}
