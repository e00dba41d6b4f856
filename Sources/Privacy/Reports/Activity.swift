/// Something that a visitor did, as a report shows it.
public struct Activity: Sendable {
    /// Which browser.
    public let visitor: VisitorID
    /// What was done.
    public let action: ActivityAction
    /// When, in seconds since 1970 (UTC).
    public let time: Int64
    /// The `name` of the product or category, when the shop has sent one.
    public let itemName: String?

    /// An activity as a store holds it.
    public init(visitor: VisitorID, action: ActivityAction, time: Int64, itemName: String? = nil) {
        self.visitor = visitor
        self.action = action
        self.time = time
        self.itemName = itemName
    }

    /// What was done, in words: `Clicked product 12 (Red shoes)`.
    public var description: String {
        switch action {
        case .click(let product): named("Clicked product ", product)
        case .product(let product): named("Viewed product ", product)
        case .category(let category): named("Viewed category ", category)
        case .sale(let order): "Placed order " + order
        case .basket(let verb, let products): Self.basket(verb, products, name: itemName)
        case .imported(_, let description): description
        }
    }

    private func named(_ words: String, _ id: String) -> String {
        guard let itemName else { return words + id }
        return words + id + " (" + itemName + ")"
    }

    private static func basket(
        _ verb: ActivityAction.BasketVerb, _ products: [String], name: String?
    ) -> String {
        let list = products.joined(separator: ", ") + (name.map { " (" + $0 + ")" } ?? "")
        let what = (products.count == 1 ? "product " : "products ") + list
        if products.isEmpty { return verb == .set ? "Emptied the basket" : "Changed the basket" }
        switch verb {
        case .added: return "Added " + what + " to the basket"
        case .removed: return "Removed " + what + " from the basket"
        case .updated: return "Changed " + what + " in the basket"
        case .set: return "Filled the basket with " + what
        }
    }
}
