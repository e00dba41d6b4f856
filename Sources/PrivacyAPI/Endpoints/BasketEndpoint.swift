internal import HTTPServer
internal import JSON
internal import Privacy

/// What is put into a basket and taken out.
struct BasketEndpoint: Sendable {
    /// What happens to the products.
    let verb: ActivityAction.BasketVerb

    /// A change of a basket.
    func log(_ call: ShopCall) async throws(APIError) -> Response {
        let arguments = call.arguments
        let products = try arguments.products()
        let visitor = try arguments.loggedVisitor()
        let email = try arguments.optional(.email, as: .email)
        let basket = BasketRecord(
            verb: verb, lines: try lines(products), visitor: visitor.id,
            email: visitor.id == nil ? email : nil,
            basket: try arguments.optional(.basketID, as: .identifier))
        return try await call.answer(
            applying: changes(basket, by: email), visitor: visitor.new)
    }

    private func changes(_ basket: BasketRecord, by email: EmailAddress?) -> [Change] {
        guard let visitor = basket.visitor else {
            return basket.email == nil ? [] : [.basket(basket)]
        }
        let products = basket.lines.prefix(ActivityAction.listedProducts).map(\.product.text)
        let action = ActivityAction.basket(verb, products: Array(products))
        let link = email.map { [Change.link(LinkRecord(visitor: visitor, email: $0))] } ?? []
        return link
            + [.basket(basket), .activity(ActivityRecord(visitor: visitor, action: action))]
    }

    private func lines(_ list: ProductList) throws(APIError) -> [BasketRecord.Line] {
        var lines: [BasketRecord.Line] = []
        for product in list.products {
            lines.append(
                BasketRecord.Line(product: product.id, quantity: try Self.quantity(of: product)))
        }
        return lines
    }

    /// How many: `qty`, or `quantity` as in orders.
    private static func quantity(
        of product: ProductList.Product
    ) throws(APIError) -> JSONNumber? {
        guard case .object(let object) = product.json else { return nil }
        let names: [StaticString] = ["qty", "quantity"]
        for name in names {
            guard let json = object["\(name)"] else { continue }
            var place = product.place
            place.member = name
            let value = ArgumentValue(json: json, source: product.source)
            if let number = try ArgumentType.number.value(of: value, at: place) { return number }
        }
        return nil
    }
}
