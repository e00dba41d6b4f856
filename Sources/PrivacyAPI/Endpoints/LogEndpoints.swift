internal import HTTPServer
internal import Privacy

/// What visitors do.
enum LogEndpoints {
    /// A click on a product.
    static func click(_ call: ShopCall) async throws(APIError) -> Response {
        let product = try call.arguments.required(.product, as: .identifier)
        return try await log(.click(product: product.text), of: call)
    }

    /// A look at a product.
    static func product(_ call: ShopCall) async throws(APIError) -> Response {
        let product = try call.arguments.required(.product, as: .identifier)
        return try await log(.product(product.text), of: call)
    }

    /// A look at a category.
    static func category(_ call: ShopCall) async throws(APIError) -> Response {
        let category = try call.arguments.required(.category, as: .identifier)
        return try await log(.category(category.text), of: call)
    }

    /// A visitor who gives an e-mail.
    static func email(_ call: ShopCall) async throws(APIError) -> Response {
        let email = try call.arguments.required(.email, as: .email)
        let visitor = try call.arguments.requiredLoggedVisitor()
        let links = visitor.id.map { [Change.link(LinkRecord(visitor: $0, email: email))] } ?? []
        return try await call.answer(applying: links, visitor: visitor.new)
    }

    /// An order, as the page that thanks for it sends it.
    static func sale(_ call: ShopCall) async throws(APIError) -> Response {
        let arguments = call.arguments
        let visitor = try arguments.loggedVisitor()
        let order = OrderRecord(
            id: try arguments.required(.sale, as: .identifier),
            products: try arguments.products().json,
            customer: try arguments.optional(.customer, as: .customer),
            email: try arguments.optional(.email, as: .email),
            visitor: visitor.id)
        var changes = [Change.order(order)]
        if let link = LinkRecord(of: order) { changes.insert(.link(link), at: 0) }
        if let id = visitor.id {
            let action = ActivityAction.sale(order: order.id.text)
            changes.append(.activity(ActivityRecord(visitor: id, action: action)))
        }
        return try await call.answer(applying: changes, visitor: visitor.new)
    }

    /// Something of an order that came back.
    static func returned(_ call: ShopCall) async throws(APIError) -> Response {
        let record = ReturnRecord(
            order: try call.arguments.required(.order, as: .identifier),
            product: try call.arguments.required(.product, as: .identifier),
            quantity: try call.arguments.required(.quantity, as: .number))
        return try await call.answer(applying: [.orderReturn(record)])
    }

    private static func log(
        _ action: ActivityAction, of call: ShopCall
    ) async throws(APIError) -> Response {
        let visitor = try call.arguments.requiredLoggedVisitor()
        let activity = visitor.id.map {
            Change.activity(ActivityRecord(visitor: $0, action: action))
        }
        return try await call.answer(
            applying: activity.map { [$0] } ?? [], visitor: visitor.new)
    }
}

extension LinkRecord {
    /// The link that an order makes: nil unless it names a visitor and a person.
    init?(of order: OrderRecord) {
        guard let visitor = order.visitor, order.customer != nil || order.email != nil else {
            return nil
        }
        self.init(visitor: visitor, customer: order.customer, email: order.email)
    }
}

extension Arguments {
    /// The products of an order or a basket.
    func products() throws(APIError) -> ProductList {
        try ProductList(try list(.products)) { ArgumentPlace(argument: .products, index: $0) }
    }
}
