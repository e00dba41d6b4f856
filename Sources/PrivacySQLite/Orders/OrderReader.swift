internal import Privacy

/// Reads orders for the shop itself: whole, with whomever they name.
struct OrderReader {
    let reading: ShopReading

    /// The order of that id with its returns; nil: there is none.
    func order(_ id: RecordID) throws -> HeldOrder? {
        let table = Orders(connection: reading.connection)
        guard let row = try table.find(id), row.state != .anonymousAndDeleted else { return nil }
        return HeldOrder(
            id: row.recordID, products: row.products, time: row.time,
            customer: try row.customer.flatMap(reading.people.identifier)?.customer,
            email: try row.email.flatMap(reading.people.identifier)?.email,
            visitor: try row.span.flatMap(reading.visitors.visitor(ofSpan:)),
            attributes: row.attributes, returns: try table.returns(of: row))
    }
}
