extension ActivityAction {
    /// What was done to one thing, which the id alone tells.
    public enum Single: Int, Sendable, CaseIterable {
        case click, product, category, sale

        /// The type as answers carry it.
        public var type: StaticString {
            switch self {
            case .click: "click"
            case .product: "product"
            case .category: "category"
            case .sale: "sale"
            }
        }

        /// The description up to the thing's id.
        public var words: StaticString {
            switch self {
            case .click: "Clicked product "
            case .product: "Viewed product "
            case .category: "Viewed category "
            case .sale: "Placed order "
            }
        }
    }

    /// Adds what was done, in words, to UTF-8: `Clicked product 12 (Red shoes)`.
    ///
    /// - Parameter itemName: The `name` of the one product or category, when the shop has sent one.
    public func describe(itemName: String?, into text: inout [UInt8]) {
        switch self {
        case .click(let product): text.append(.click, product, itemName)
        case .product(let product): text.append(.product, product, itemName)
        case .category(let category): text.append(.category, category, itemName)
        case .sale(let order): text.append(.sale, order, nil)
        case .basket(let verb, let products):
            text.append(contentsOf: Self.basket(verb, products, name: itemName).utf8)
        case .imported(_, let description): text.append(contentsOf: description.utf8)
        }
    }

    private static func basket(
        _ verb: BasketVerb, _ products: [String], name: String?
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

extension [UInt8] {
    fileprivate mutating func append(
        _ done: ActivityAction.Single, _ id: String, _ itemName: String?
    ) {
        append(done.words)
        append(contentsOf: id.utf8)
        if let itemName { append(itemName: itemName) }
    }

    /// Adds the name of the thing whose id stands last: ` (Red shoes)`.
    package mutating func append(itemName: String) {
        append(" (")
        append(contentsOf: itemName.utf8)
        append(")")
    }

    /// Adds words of the program's own.
    private mutating func append(_ words: StaticString) {
        unsafe append(
            contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }
}
