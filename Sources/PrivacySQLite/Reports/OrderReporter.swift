internal import JSON
internal import Privacy
internal import SQLite

/// Shows a subject its orders: whole where the subject alone is named; where an order names
/// somebody else too, without what names them.
struct OrderReporter {
    let reading: ShopReading
    let scope: SubjectScope
    let visitors: [Int64: VisitorID]

    private var table: Orders { Orders(connection: reading.connection) }

    /// The subject's orders in time order.
    func orders() throws -> [OrderRecord] {
        var rows: [Int64: OrderRow] = [:]
        for id in try OrderScope(orders: table).ids(scope.identifiers, scope.spans.map(\.id))
        where rows[id] == nil {
            rows[id] = try table.order(id)
        }
        return try rows.values.sorted { ($0.time, $0.id) < ($1.time, $1.id) }.map(record)
    }

    private func record(_ row: OrderRow) throws -> OrderRecord {
        let customer = row.customer.flatMap { scope.holds($0) ? $0 : nil }
        let email = row.email.flatMap { scope.holds($0) ? $0 : nil }
        let span = scope.spans.first { $0.id == row.span }
        var record = OrderRecord(
            id: row.recordID, products: try StoredJSON.array(row.products), time: row.time,
            customer: try customer.flatMap(reading.people.customer),
            email: try email.flatMap(reading.people.email),
            visitor: span?.visitor.flatMap { visitors[$0] },
            returns: try table.returns(of: row))
        // Attributes and parcels come from private calls and describe whom those named.
        let isVouchedFor =
            (customer != nil && row.vouched.contains(.customer))
            || (email != nil && row.vouched.contains(.email))
        if try isVouchedFor || !namesSomebodyElse(row) {
            record.attributes = try table.attributes(row.id)
            record.parcels = try table.parcels(of: row)
        }
        return record
    }

    private func namesSomebodyElse(_ row: OrderRow) throws -> Bool {
        if let customer = row.customer, !scope.holds(customer) { return true }
        if let email = row.email, !scope.holds(email) { return true }
        guard let span = row.span, !scope.spans.contains(where: { $0.id == span }) else {
            return false
        }
        return try reading.visitors.person(ofSpan: span) != nil
    }
}
