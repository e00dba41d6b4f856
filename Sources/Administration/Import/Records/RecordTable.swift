/// What a record of an import is about.
public enum RecordTable: String, Sendable, CaseIterable {
    /// A customer.
    case customer
    /// An order.
    case order
    /// A visitor and a person, named together.
    case link
    /// Something that a visitor did.
    case activity
    /// A product.
    case product
    /// A category.
    case category
    /// A page.
    case page

    /// The table of a line, by its own name or that of a database's table.
    init?(lineName name: String) {
        switch name {
        case "orders": self = .order
        case "visitor_link": self = .link
        default: self.init(rawValue: name)
        }
    }

    /// The table of a list in a data feed; nil: the list is not ours.
    init?(feedList name: String) {
        guard let table = Self.allCases.first(where: { $0.plural == name }),
            table != .link, table != .activity
        else { return nil }
        self = table
    }

    /// The lists of a data feed that are ours.
    static var feedLists: Set<String> {
        Set(allCases.map(\.plural).filter { RecordTable(feedList: $0) != nil })
    }

    /// Its name where many are counted; that of a feed's list, where there is one.
    public var plural: String {
        switch self {
        case .customer: "customers"
        case .order: "orders"
        case .link: "links"
        case .activity: "activities"
        case .product: "products"
        case .category: "categories"
        case .page: "pages"
        }
    }
}
