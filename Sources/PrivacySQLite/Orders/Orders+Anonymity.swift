internal import JSON
internal import Privacy
internal import SQLite

extension Orders {
    /// What of a product stays on an anonymous order.
    private static let keptProductMembers: Set<String> = ["id", "quantity", "price"]
    /// Those of them that are kept only as numbers, or as their decimal text.
    private static let keptNumbers: Set<String> = ["quantity", "price"]

    /// Makes an order anonymous for ever: who, where and what describes them goes; what was sold
    /// stays.
    func makeAnonymous(_ order: OrderRow, keeping names: [String]) throws {
        let products = try Self.anonymous(StoredJSON.array(order.products))
        let attributes = try Self.anonymous(order.attributeObject(), keeping: names)
        try connection.run(
            """
            UPDATE orders SET customer = NULL, email = NULL, span = NULL, vouched = 0, state = ?2,
                products = ?3, extras = extras & ?4, attributes = ?5
            WHERE id = ?1
            """,
            .integer(order.id), .integer(OrderRow.State.anonymous.rawValue),
            .json(StoredJSON.text(products)), .integer(OrderRow.Extras.returns.rawValue),
            Self.stored(StoredJSON.text(attributes)))
        try connection.run("DELETE FROM parcel WHERE orders = ?1", .integer(order.id))
    }

    /// Attributes as they stand in the column; none: null.
    static func stored(_ attributes: JSONText) -> Value {
        attributes == .emptyObject ? .null : .json(attributes)
    }

    /// The attributes that the shop declared non-personal.
    static func anonymous(_ attributes: JSONObject, keeping names: [String]) -> JSONObject {
        JSONObject(attributes.members.filter { names.contains($0.name) })
    }

    private static func isKept(_ name: String, _ value: JSONValue) -> Bool {
        guard keptProductMembers.contains(name) else { return false }
        guard keptNumbers.contains(name) else { return true }
        switch value {
        case .number: return true
        case .string(let text): return JSONNumber(text: text) != nil
        default: return false
        }
    }

    /// Products by id, quantity and price alone: anything else may describe somebody.
    static func anonymous(_ products: [JSONValue]) -> [JSONValue] {
        products.map { product in
            guard case .object(let object) = product else { return product }
            return .object(
                JSONObject(object.members.filter { isKept($0.name, $0.value) }))
        }
    }
}
