internal import Privacy
internal import SQLite

/// Makes the plan of an erasure, reading only.
struct ErasurePlanner {
    let reading: ShopReading

    private var connection: Connection { reading.connection }

    /// Throws as ``SubjectResolver`` does.
    func plan(for query: SubjectQuery) throws -> ErasurePlan {
        let scope = try SubjectResolver(reading: reading).scope(of: query)
        var plan = try plan(for: scope)
        // Who is not known is forgotten too; a visitor that stays for others is not.
        for name in query.names where !isKept(name, scope, plan) { plan.names.insert(name) }
        return plan
    }

    /// The plan for people and visitors that were found already.
    func plan(for scope: SubjectScope) throws -> ErasurePlan {
        var plan = ErasurePlan()
        plan.identifiers = scope.identifiers
        plan.spans = Set(scope.spans.map(\.id))
        // Of a ledger's many forgets there are many of both.
        let people = Set(scope.people)
        let spans = Dictionary(grouping: scope.spans.filter { $0.visitor != nil }) { $0.visitor }
        for visitor in Set(spans.keys.compactMap(\.self)).union(scope.visitors.map(\.id)) {
            try decide(on: visitor, people, spans[visitor] ?? [], &plan)
        }
        plan.orders = try OrderScope(orders: Orders(connection: connection))
            .rows(plan.identifiers, plan.spans.sorted())
        plan.counts = try counts(plan)
        plan.names = Set(plan.identifiers.compactMap(\.name))
        for visitor in plan.forgottenVisitors {
            guard let id = try reading.visitors.id(of: visitor) else { continue }
            plan.names.insert(.visitor(id))
        }
        return plan
    }

    private func isKept(_ name: SubjectName, _ scope: SubjectScope, _ plan: ErasurePlan) -> Bool {
        guard case .visitor = name else { return false }
        return scope.visitors.contains { !plan.forgottenVisitors.contains($0.id) }
    }

    /// A visitor to whom no link remains is forgotten too, with what it holds as nobody.
    ///
    /// One that holds nothing but its link to somebody else is not touched by being named.
    private func decide(
        on visitor: Int64, _ people: Set<Int64>, _ spans: [SubjectScope.Span],
        _ plan: inout ErasurePlan
    ) throws {
        let remaining = try reading.visitors.people(of: visitor)
            .filter { !people.contains($0) }
        if remaining.isEmpty {
            plan.forgottenVisitors.insert(visitor)
            if let span = try reading.visitors.spanOfNobody(visitor) { plan.spans.insert(span) }
        } else if !spans.isEmpty {
            plan.sharedVisitors.insert(visitor)
            let first = try reading.visitors.firstSpan(of: visitor)
            for span in spans where span.person == nil || span.id == first {
                guard let id = span.visitorID else { continue }
                plan.visitorParts.insert(.init(visitor: id, isOfFirstLink: span.person != nil))
            }
        }
    }

    private func counts(_ plan: ErasurePlan) throws -> ErasureCounts {
        var counts = ErasureCounts()
        counts.identifiers = plan.identifiers.count
        counts.visitors = plan.forgottenVisitors.count + plan.sharedVisitors.count
        for identifier in plan.identifiers {
            counts.customers += try count(
                "SELECT count(*) FROM customer WHERE identifier = ?1", identifier.id)
            counts.subscriptions += try count(
                "SELECT count(*) FROM subscription WHERE email = ?1", identifier.id)
        }
        let activities = Activities(connection: connection)
        for span in plan.spans {
            counts.activity += try activities.count(of: span)
            counts.baskets += try count("SELECT count(*) FROM basket WHERE span = ?1", span)
        }
        for order in plan.orders {
            counts.parcels += try count("SELECT count(*) FROM parcel WHERE orders = ?1", order.id)
        }
        counts.keptOrders = plan.orders.count
        return counts
    }

    private func count(_ sql: StaticString, _ id: Int64) throws -> Int {
        var rows = try connection.query(sql, .integer(id))
        return try rows.step() ? Int(rows.integer(0)) : 0
    }
}
