internal import JSON
internal import Privacy
internal import SQLite

/// Brings orders in, changes and removes them.
///
/// A public call makes an order and changes nothing of one that exists. A private call replaces
/// whom it names and joins them; what it does not name stays. An anonymous order takes nobody.
struct OrderChanges {
    let writing: ShopWriting
    let call: Call

    private var connection: Connection { writing.connection }
    private var isVouched: Bool { call.origin == .shop }

    func put(_ record: OrderRecord) throws {
        guard let order = try writing.orders.find(record.id) else { return try insert(record) }
        switch order.state {
        case .ordinary:
            if isVouched { try replace(order, record) }
        case .anonymous:
            if isVouched { try replaceAnonymous(order, record) }
        case .anonymousAndDeleted:
            try replaceAnonymous(order, record)
        }
    }

    /// Takes an order without whom it names: they were forgotten after it was placed.
    func putAnonymous(_ record: OrderRecord) throws {
        guard let order = try writing.orders.find(record.id) else {
            return try insertAnonymous(record)
        }
        // What anybody says of an order that exists changes nothing of it.
        guard isVouched || order.state == .anonymousAndDeleted else { return }
        try makeAnonymous(order)
        try replaceAnonymous(order, record)
    }

    /// The same of what changes of an order.
    func patchAnonymous(_ record: OrderRecord) throws {
        let (order, record) = try merged(record)
        try makeAnonymous(order)
        try replaceAnonymous(order, record)
    }

    func patch(_ record: OrderRecord) throws {
        let (order, record) = try merged(record)
        if order.state == .anonymous {
            try replaceAnonymous(order, record)
        } else {
            try replace(order, record)
        }
    }

    func remove(_ id: RecordID) throws {
        guard let order = try existing(id) else { return }
        try connection.run("DELETE FROM order_return WHERE orders = ?1", .integer(order.id))
        try connection.run("DELETE FROM parcel WHERE orders = ?1", .integer(order.id))
        if order.state == .anonymous {
            try connection.run(
                """
                UPDATE orders SET products = '[]', time = 0, extras = 0, state = ?2,
                    attributes = NULL
                WHERE id = ?1
                """,
                .integer(order.id), .integer(OrderRow.State.anonymousAndDeleted.rawValue))
        } else {
            try connection.run("DELETE FROM orders WHERE id = ?1", .integer(order.id))
        }
        try writing.people.removeIfNothingIsHeld(ofThoseNamedBy: [order.customer, order.email])
    }

    /// The order that a patch is about, and the patch with all attributes that it then has.
    private func merged(_ record: OrderRecord) throws -> (order: OrderRow, record: OrderRecord) {
        guard let order = try existing(record.id) else {
            throw PrivacyError(.unknownRecord, "orders: expected the ids of orders that exist")
        }
        var attributes = try order.attributeObject()
        attributes.merge(record.attributes)
        var record = record
        record.attributes = attributes
        return (order, record)
    }

    private func makeAnonymous(_ order: OrderRow) throws {
        guard order.state == .ordinary else { return }
        try writing.orders.makeAnonymous(order, keeping: writing.settings.keptOrderAttributes)
        try writing.people.removeIfNothingIsHeld(ofThoseNamedBy: [order.customer, order.email])
    }

    /// The order, unless it is deleted.
    func existing(_ id: RecordID) throws -> OrderRow? {
        guard let order = try writing.orders.find(id) else { return nil }
        return order.state == .anonymousAndDeleted ? nil : order
    }

    private func insert(_ record: OrderRecord) throws {
        let (customer, email) = try name(record)
        let span = try record.visitor.map {
            try writing.visitors.currentSpan(of: $0, time: call.time)
        }
        var vouched: OrderRow.Vouched = []
        if isVouched, customer != nil { vouched.insert(.customer) }
        if isVouched, email != nil { vouched.insert(.email) }
        // A failure undoes more than this statement (`CommitBatch`). Were it to undo the statement alone,
        // SQLite would copy each page before it writes, since there are triggers: a tenth of an import.
        try connection.run(
            """
            INSERT OR FAIL INTO orders(text, number, time, arrived, products, customer, email, span,
                vouched, state, extras, attributes)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """,
            .text(record.id.text), .integer(record.id.isNumber ? 1 : 0),
            .integer(record.time ?? call.time), .integer(record.arrival ?? call.time),
            .json(StoredJSON.text(record.products ?? [])), .of(customer?.id), .of(email?.id),
            .of(span), .integer(vouched.rawValue), .integer(OrderRow.State.ordinary.rawValue),
            .integer(extras(customer, email).rawValue),
            Orders.stored(StoredJSON.text(record.attributes)))
    }

    private func insertAnonymous(_ record: OrderRecord) throws {
        try connection.run(
            """
            INSERT INTO orders(text, number, time, arrived, products, vouched, state, extras,
                attributes)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0, ?7)
            """,
            .text(record.id.text), .integer(record.id.isNumber ? 1 : 0),
            .integer(record.time ?? call.time), .integer(record.arrival ?? call.time),
            .json(StoredJSON.text(Orders.anonymous(record.products ?? []))),
            .integer(OrderRow.State.anonymous.rawValue),
            kept(record.attributes))
    }

    private func replace(_ order: OrderRow, _ record: OrderRecord) throws {
        let (customer, email) = try name(record)
        let span = try record.visitor.map { try keptSpan(of: $0, on: order) }
        var vouched = order.vouched
        if customer != nil { vouched.insert(.customer) }
        if email != nil { vouched.insert(.email) }
        let named = (customer: customer?.id ?? order.customer, email: email?.id ?? order.email)
        try connection.run(
            """
            UPDATE orders SET time = ?2, products = ?3, customer = ?4, email = ?5, span = ?6,
                vouched = ?7, extras = ?8, attributes = ?9
            WHERE id = ?1
            """,
            .integer(order.id), .integer(record.time ?? order.time),
            .json(record.products.map(StoredJSON.text) ?? order.products),
            .of(named.customer), .of(named.email), .of(span ?? order.span),
            .integer(vouched.rawValue),
            .integer(try extras(order.extras, named.customer, named.email).rawValue),
            Orders.stored(isSale(record) ? order.attributes : StoredJSON.text(record.attributes)))
        try writing.people.removeIfNothingIsHeld(ofThoseNamedBy: [order.customer, order.email])
    }

    private func replaceAnonymous(_ order: OrderRow, _ record: OrderRecord) throws {
        let products = try record.products ?? StoredJSON.array(order.products)
        let known = order.state == .anonymousAndDeleted ? call.time : order.time
        try connection.run(
            """
            UPDATE orders SET time = ?2, products = ?3, state = ?4, attributes = ?5 WHERE id = ?1
            """,
            .integer(order.id), .integer(record.time ?? known),
            .json(StoredJSON.text(Orders.anonymous(products))),
            .integer(OrderRow.State.anonymous.rawValue),
            kept(isSale(record) ? try order.attributeObject() : record.attributes))
    }

    /// What of its attributes stays on an anonymous order, as it is stored.
    private func kept(_ attributes: JSONObject) -> Value {
        Orders.stored(
            StoredJSON.text(
                Orders.anonymous(attributes, keeping: writing.settings.keptOrderAttributes)))
    }

    /// A sale as it happens says neither time nor attributes, and so leaves what is known.
    private func isSale(_ record: OrderRecord) -> Bool {
        record.time == nil && record.attributes.isEmpty
    }

    /// The span for a visitor that a call names on an order: the one that the order came in stays
    /// while it is the same visitor.
    private func keptSpan(of visitor: VisitorID, on order: OrderRow) throws -> Int64 {
        if let span = order.span, try writing.visitors.visitor(ofSpan: span) == visitor {
            return span
        }
        return try writing.visitors.currentSpan(of: visitor, time: call.time)
    }

    /// The identifiers that a call names on an order; one person's, if the shop itself says so.
    private func name(
        _ record: OrderRecord
    ) throws -> (customer: Identifier?, email: Identifier?) {
        let named = try writing.people.name(
            customer: record.customer, email: record.email, isVouched: isVouched)
        if isVouched, let customer = named.customer, let email = named.email {
            try writing.people.join(customer, email)
        }
        return named
    }

    /// What a new order that names these identifiers says of itself.
    private func extras(_ customer: Identifier?, _ email: Identifier?) -> OrderRow.Extras {
        guard let customer, let email else { return [] }
        return isVouched || customer.person == email.person ? .namesOnePerson : []
    }

    /// What an order that names these identifiers from now on says of itself.
    private func extras(
        _ known: OrderRow.Extras, _ customer: Int64?, _ email: Int64?
    ) throws -> OrderRow.Extras {
        var extras = known.subtracting(.namesOnePerson)
        if let customer, let email,
            try writing.people.person(of: customer) == writing.people.person(of: email)
        {
            extras.insert(.namesOnePerson)
        }
        return extras
    }
}
