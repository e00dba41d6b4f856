internal import JSON
internal import Privacy

/// The products of an order or a basket: each an id, or an object with an id.
struct ProductList: Sendable {
    /// One of them.
    struct Product: Sendable {
        /// Its id.
        let id: RecordID
        /// The id or the whole object, as it came.
        let json: JSONValue
        /// How it came here.
        let source: ArgumentValue.Source
        /// Where it stands in the call.
        let place: ArgumentPlace
    }

    /// All of them, in their order.
    let products: [Product]

    /// Reads a list; `place` gives each value its place by its index.
    init(
        _ values: [ArgumentValue], at place: (Int) -> ArgumentPlace
    ) throws(APIError) {
        var products: [Product] = []
        products.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            products.append(try Self.product(value, at: place(index)))
        }
        self.products = products
    }

    /// The products as an order keeps them.
    var json: [JSONValue] { products.map(\.json) }

    private static func product(
        _ value: ArgumentValue, at place: ArgumentPlace
    ) throws(APIError) -> Product {
        let type = ArgumentType<RecordID>.identifier
        var id = value
        if case .object(let object) = value.json { id = value.part(object["id"] ?? .null) }
        guard case .value(let found) = type.read(id) else {
            throw .expected("an id, or an object with an id", at: place)
        }
        let json = value.source == .text ? found.json : value.json
        return Product(id: found, json: json, source: value.source, place: place)
    }
}
