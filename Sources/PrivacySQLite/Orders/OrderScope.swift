/// Which orders belong to a subject: report and erasure ask here.
struct OrderScope {
    let orders: Orders

    /// The orders that name one of the identifiers or stand in one of the spans, each once.
    ///
    /// Numbers first, from the indexes alone: most orders name a person twice, and reading each row
    /// twice cost 22,000 instructions more of a report's 380,000.
    func rows(_ identifiers: [Identifier], _ spans: [Int64]) throws -> [OrderRow] {
        var ids: [Int64] = []
        for identifier in identifiers { ids += try orders.naming(identifier) }
        for span in spans { ids += try orders.ofSpan(span) }
        ids.sort()
        var rows: [OrderRow] = []
        rows.reserveCapacity(ids.count)
        for id in ids where id != rows.last?.id {
            if let row = try orders.row(id) { rows.append(row) }
        }
        return rows
    }
}
