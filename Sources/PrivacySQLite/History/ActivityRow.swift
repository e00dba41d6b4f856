internal import JSON
internal import Privacy

/// How an activity is written: our kinds as numbers with the id of what they are about, an imported type
/// with its description.
enum ActivityRow {
    /// The number of an imported type.
    static let imported: UInt8 = 0

    private enum Kind: UInt8 {
        case click = 1
        case product = 2
        case category = 3
        case sale = 4
        // 5 to 8 are the verbs of baskets.
    }

    /// What was done, if the kind is one of those that are about one thing.
    static func single(_ kind: UInt8) -> ActivityAction.Single? {
        switch Kind(rawValue: kind) {
        case .click: .click
        case .product: .product
        case .category: .category
        case .sale: .sale
        case nil: nil
        }
    }

    /// An activity as a block has it after its seconds.
    static func body(of action: ActivityAction) -> [UInt8] {
        switch action {
        case .click(let id): return body(Kind.click.rawValue, id.utf8)
        case .product(let id): return body(Kind.product.rawValue, id.utf8)
        case .category(let id): return body(Kind.category.rawValue, id.utf8)
        case .sale(let id): return body(Kind.sale.rawValue, id.utf8)
        case .basket(let verb, let products):
            let text = StoredJSON.text(products.map(JSONValue.string))
            return body(UInt8(verb.rawValue), text.utf8)
        case .imported(let type, let description):
            var bytes = body(imported, type.utf8)
            bytes.append(counted: description.utf8)
            return bytes
        }
    }

    private static func body(_ kind: UInt8, _ text: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 4)
        bytes.append(kind)
        bytes.append(counted: text)
        return bytes
    }

    /// What was done to a basket; what was done to one thing is ``single(_:)``'s.
    static func basket(
        _ kind: UInt8, _ item: JSONText
    ) throws -> (action: ActivityAction, products: [String]) {
        guard let verb = ActivityAction.BasketVerb(rawValue: Int64(kind)) else {
            throw PrivacyError(.storage, "The database holds an activity of unknown kind.")
        }
        let products = try StoredJSON.array(item).compactMap { value in
            if case .string(let product) = value { product } else { nil }
        }
        return (.basket(verb, products: products), products)
    }
}
