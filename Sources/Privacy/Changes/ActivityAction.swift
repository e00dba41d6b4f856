/// What a visitor did.
///
/// Descriptions for people are made when they are read.
public enum ActivityAction: Sendable, Hashable {
    /// How a basket was changed.
    public enum BasketVerb: Int64, Sendable, Hashable {
        case added = 5
        case removed = 6
        case updated = 7
        case set = 8
    }

    /// The longest type of an imported activity, in UTF-8 bytes.
    public static let maximumTypeBytes = 64

    /// A click on a product.
    case click(product: String)
    /// A look at a product's page.
    case product(String)
    /// A look at a category's page.
    case category(String)
    /// An order was placed.
    case sale(order: String)
    /// A basket was changed; `products` are ids, at most ``listedProducts`` of them.
    case basket(BasketVerb, products: [String])
    /// History of another system, with its own type and description.
    case imported(type: String, description: String)

    /// How many products of a basket a description names.
    public static let listedProducts = 10

    /// The type as answers carry it.
    public var type: String {
        switch self {
        case .click: "click"
        case .product: "product"
        case .category: "category"
        case .sale: "sale"
        case .basket: "cart"
        case .imported(let type, _): type
        }
    }
}
