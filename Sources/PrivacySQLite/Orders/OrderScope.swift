/// Which orders belong to a subject: report and erasure ask here.
struct OrderScope {
    let orders: Orders

    /// The rows of the orders that name one of the identifiers or stand in one of the spans, each
    /// once.
    func ids(_ identifiers: [Identifier], _ spans: [Int64]) throws -> [Int64] {
        var seen: Set<Int64> = []
        var found: [Int64] = []
        for identifier in identifiers {
            for id in try orders.naming(identifier) where seen.insert(id).inserted {
                found.append(id)
            }
        }
        for span in spans {
            for id in try orders.ofSpan(span) where seen.insert(id).inserted { found.append(id) }
        }
        return found
    }
}
