internal import HTTPServer
internal import JSON
internal import Privacy

/// The orders.
enum OrderEndpoints {
    private static let ownMembers = ["id", "products", "time", "customer", "email", "visitor"]

    /// The orders that exist of those asked for.
    static func read(_ call: ShopCall) async throws(APIError) -> Response {
        let ids = try call.arguments.identifiers(.orders)
        let records: [HeldOrder]
        do { records = try await call.store.orders(ids, in: call.shop) } catch {
            throw APIError(error)
        }
        return .ok { writer in
            writer.name("orders")
            writer.list(records) { $0.order($1) }
        }
    }

    /// Orders as they are from now on, each with the link that it makes.
    static func replace(_ call: ShopCall) async throws(APIError) -> Response {
        var changes: [Change] = []
        for object in try call.arguments.objects(.orders) {
            var order = try record(object)
            guard let products = try object.products() else {
                throw .missing("a list", at: object.place(of: "products"))
            }
            order.products = products.json
            order.time = try object.required("time", as: .time)
            changes += [LinkRecord(of: order).map(Change.link), .order(order)].compactMap(\.self)
        }
        return try await call.answer(applying: changes)
    }

    /// What changes of orders, each with the link that it makes.
    static func change(_ call: ShopCall) async throws(APIError) -> Response {
        var changes: [Change] = []
        for object in try call.arguments.objects(.orders) {
            var order = try record(object)
            order.products = try object.products()?.json
            order.time = try object.optional("time", as: .time)
            changes += [LinkRecord(of: order).map(Change.link), .orderPatch(order)]
                .compactMap(\.self)
        }
        return try await call.answer(applying: changes)
    }

    /// Orders that go.
    static func remove(_ call: ShopCall) async throws(APIError) -> Response {
        let ids = try call.arguments.identifiers(.orders)
        return try await call.answer(applying: ids.map(Change.orderRemoval))
    }

    private static func record(_ object: BatchObject) throws(APIError) -> OrderRecord {
        OrderRecord(
            id: try object.required("id", as: .identifier),
            customer: try object.optional("customer", as: .customer),
            email: try object.optional("email", as: .email),
            visitor: try object.optional("visitor", as: .visitor).flatMap(somebody),
            attributes: object.attributes(except: ownMembers))
    }

    /// In an order `auto` names nobody: the id that it asks for could be told to no browser.
    private static func somebody(_ visitor: VisitorID) -> VisitorID? {
        visitor.text == VisitorID.automatic ? nil : visitor
    }
}
