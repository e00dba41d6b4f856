/// Which orders belong to a subject: report and erasure ask here.
struct OrderScope {
    let orders: Orders

    /// The orders that name one of the identifiers or stand in one of the spans, each once.
    func rows(_ identifiers: [Identifier], _ spans: [Int64]) throws -> [OrderRow] {
        var seen: Set<Int64> = []
        var found: [OrderRow] = []
        for identifier in identifiers {
            found += try orders.naming(identifier).filter { seen.insert($0.id).inserted }
        }
        for span in spans {
            found += try orders.ofSpan(span).filter { seen.insert($0.id).inserted }
        }
        return found
    }
}
