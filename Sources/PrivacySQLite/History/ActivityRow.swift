internal import JSON
internal import Privacy
internal import SQLite

/// How an activity stands in its row: our kinds as numbers with the id of what they are about, an
/// imported type as text with its description.
enum ActivityRow {
    private enum Kind: Int64 {
        case click = 1
        case product = 2
        case category = 3
        case sale = 4
        // 5 to 8 are the verbs of baskets.
    }

    /// What a row says whose column `kind` is this number, if it is about one thing.
    static func single(_ kind: Int64) -> ActivityAction.Single? {
        switch Kind(rawValue: kind) {
        case .click: .click
        case .product: .product
        case .category: .category
        case .sale: .sale
        case nil: nil
        }
    }

    static func kind(of action: ActivityAction) -> Value {
        switch action {
        case .click: .integer(Kind.click.rawValue)
        case .product: .integer(Kind.product.rawValue)
        case .category: .integer(Kind.category.rawValue)
        case .sale: .integer(Kind.sale.rawValue)
        case .basket(let verb, _): .integer(verb.rawValue)
        case .imported(let type, _): .text(type)
        }
    }

    static func item(of action: ActivityAction) -> Value {
        switch action {
        case .click(let id), .product(let id), .category(let id), .sale(let id): .text(id)
        case .basket(_, let products):
            .json(StoredJSON.text(products.map(JSONValue.string)))
        case .imported(_, let description): .text(description)
        }
    }

    /// What was done to a basket in a row whose columns `kind` and `item` stand at these places; what was
    /// done to one thing is ``single(_:)``'s.
    static func basket(
        _ rows: borrowing Rows, kind: Int32, item: Int32
    ) throws -> (action: ActivityAction, products: [String]) {
        guard let verb = ActivityAction.BasketVerb(rawValue: rows.integer(kind)) else {
            throw PrivacyError(.storage, "The database holds an activity of unknown kind.")
        }
        let products = try products(rows.json(item))
        return (.basket(verb, products: products), products)
    }

    private static func products(_ text: JSONText) throws -> [String] {
        try StoredJSON.array(text).compactMap { value in
            if case .string(let product) = value { product } else { nil }
        }
    }
}
