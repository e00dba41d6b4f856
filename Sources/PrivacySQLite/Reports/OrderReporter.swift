internal import JSON
internal import Privacy
internal import SQLite

/// Shows a subject its orders: whole where the subject alone is named; where an order names
/// somebody else too, without what names them.
struct OrderReporter {
    let reading: ShopReading
    let scope: SubjectScope

    private var table: Orders { Orders(connection: reading.connection) }

    /// The subject's orders in time order.
    func orders() throws -> [HeldOrder] {
        let scope = OrderScope(orders: table)
        let spans = self.scope.spans.filter { $0.extras.contains(.orders) }
        var rows = try scope.rows(self.scope.identifiers, spans.map(\.id))
        rows.sort { ($0.time, $0.id) < ($1.time, $1.id) }
        return try rows.map { try record($0) }
    }

    private func record(_ row: OrderRow) throws -> HeldOrder {
        let customer = row.customer.flatMap { scope.identifier($0) }?.customer
        let email = row.email.flatMap { scope.identifier($0) }?.email
        // Attributes and parcels come from private calls and describe whom those named.
        let isVouchedFor =
            (customer != nil && row.vouched.contains(.customer))
            || (email != nil && row.vouched.contains(.email))
        let isWhole = isVouchedFor || !namesSomebodyElse(row)
        return HeldOrder(
            id: row.recordID, products: row.products, time: row.time,
            customer: customer, email: email,
            visitor: row.span.flatMap { scope.span($0) }?.visitorID,
            attributes: isWhole ? row.attributes : .emptyObject,
            returns: try table.returns(of: row),
            parcels: isWhole ? try table.parcels(of: row) : [])
    }

    private func namesSomebodyElse(_ row: OrderRow) -> Bool {
        if let customer = row.customer, scope.identifier(customer) == nil { return true }
        if let email = row.email, scope.identifier(email) == nil { return true }
        return false
    }
}
