/// Which orders belong to a subject: report and erasure ask here.
struct OrderScope {
    /// How many orders are read without asking for room again.
    private static let usualRows = 4

    let orders: Orders

    /// The orders that name one of the identifiers or stand in one of the spans, each once, in the order of
    /// their numbers.
    ///
    /// - Parameter identifiers: All that the people have: an order may stand under one of them alone.
    func rows(_ identifiers: [Identifier], _ spans: [Int64]) throws -> [OrderRow] {
        var rows: [OrderRow] = []
        rows.reserveCapacity(Self.usualRows)
        for identifier in identifiers { try orders.read(naming: identifier, into: &rows) }
        for span in spans { try orders.read(ofSpan: span, into: &rows) }
        // What stands under one identifier alone, as most orders do, comes in their order already.
        let isInOrder = rows.indices.dropFirst().allSatisfy { rows[$0 - 1].id < rows[$0].id }
        guard !isInOrder else { return rows }
        rows.sort { $0.id < $1.id }
        // One that names two people who were joined later was found twice.
        var last: Int64?
        rows.removeAll { row in
            defer { last = row.id }
            return row.id == last
        }
        return rows
    }
}
