internal import JSON
internal import Privacy

/// What a record brings in: customers and orders as a POST of them would, with what else a shop's
/// own history holds.
extension FeedRecord {
    /// The changes, in the order in which they are to be applied; none when nobody is named.
    func changes() throws(RecordFault) -> [Change] {
        let fields = RecordFields(fields)
        switch table {
        case .customer: return [.customer(try Self.customer(fields))]
        case .order: return try Self.order(fields)
        case .link: return try Self.link(fields).map { [.link($0)] } ?? []
        case .activity: return try Self.activity(fields).map { [.activity($0)] } ?? []
        case .product: return [.item(try Self.item(.product, fields))]
        case .category: return [.item(try Self.item(.category, fields))]
        case .page: return [.item(try Self.item(.page, fields))]
        }
    }

    private static func customer(_ fields: RecordFields) throws(RecordFault) -> CustomerRecord {
        let id = try fields.customer("id")
        let email = try fields.email()
        guard id != nil || email != nil else {
            throw RecordFault("id", expected: "a customer's id, or an e-mail under email")
        }
        return CustomerRecord(
            id: id, email: email, attributes: fields.attributes(except: ["id", "email"]))
    }

    private static func order(_ fields: RecordFields) throws(RecordFault) -> [Change] {
        let time = try fields.requiredTime()
        let order = OrderRecord(
            id: try fields.requiredID(), products: try products(fields), time: time,
            arrival: time, customer: try fields.customer("customer"),
            email: try fields.email(), visitor: try fields.visitor(),
            attributes: fields.attributes(
                except: ["id", "products", "time", "customer", "email", "visitor"]))
        guard let visitor = order.visitor, order.customer != nil || order.email != nil else {
            return [.order(order)]
        }
        let link = LinkRecord(
            visitor: visitor, customer: order.customer, email: order.email, time: order.time)
        return [.link(link), .order(order)]
    }

    /// Ids, or objects with an `id`; kept as they came.
    private static func products(_ fields: RecordFields) throws(RecordFault) -> [JSONValue] {
        let list: [JSONValue]
        switch fields.object["products"] {
        case nil, .null: return []
        case .array(let values): list = values
        default: throw RecordFault("products", expected: "a list")
        }
        for product in list {
            if case .object(let object) = product {
                _ = try RecordFields(object).requiredID()
            } else if RecordID(json: product) == nil {
                throw RecordFault("products", expected: "ids, or objects with an id")
            }
        }
        return list
    }

    private static func link(_ fields: RecordFields) throws(RecordFault) -> LinkRecord? {
        let customer = try fields.customer("customer")
        let email = try fields.email()
        guard let visitor = try fields.visitor(), customer != nil || email != nil else {
            return nil
        }
        return LinkRecord(
            visitor: visitor, customer: customer, email: email, time: try fields.time())
    }

    private static func item(
        _ kind: ItemKind, _ fields: RecordFields
    ) throws(RecordFault) -> ItemRecord {
        ItemRecord(
            kind: kind, id: try fields.requiredID(),
            attributes: fields.attributes(except: ["id"]))
    }
}
