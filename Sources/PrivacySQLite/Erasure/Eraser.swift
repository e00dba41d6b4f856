internal import Privacy
internal import SQLite

/// Carries out a plan inside a write job.
struct Eraser {
    let writing: ShopWriting
    let call: Call
    /// Whether the rows of history are left for ``Connection/removeDoomedSlice()``.
    var isSliced = false

    private var connection: Connection { writing.connection }

    func carryOut(_ plan: ErasurePlan) throws {
        let others = try makeOrdersAnonymous(plan)
        for span in plan.spans { try removeSpan(span) }
        for visitor in plan.forgottenVisitors {
            try run("DELETE FROM visitor WHERE id = ?1", visitor)
        }
        for visitor in plan.sharedVisitors { try releaseVisitor(visitor) }
        for identifier in plan.identifiers { try removeIdentifier(identifier.id) }
        try writing.people.removeIfNothingIsHeld(ofThoseNamedBy: others)
    }

    /// Gives back the identifiers of others whom those orders named.
    private func makeOrdersAnonymous(_ plan: ErasurePlan) throws -> [Int64?] {
        var named: [Int64?] = []
        for order in plan.orders {
            named += [order.customer, order.email]
            try writing.orders.makeAnonymous(
                order, keeping: writing.settings.keptOrderAttributes)
        }
        return named
    }

    private func removeSpan(_ span: Int64) throws {
        if isSliced {
            try connection.doom(span)
        } else {
            try Activities(connection: connection).remove(of: span)
        }
        try run("DELETE FROM basket WHERE span = ?1", span)
        try run("DELETE FROM span WHERE id = ?1", span)
    }

    private func removeIdentifier(_ identifier: Int64) throws {
        try run("DELETE FROM customer WHERE identifier = ?1", identifier)
        try run("DELETE FROM subscription WHERE email = ?1", identifier)
        try run("DELETE FROM identifier WHERE id = ?1", identifier)
    }

    /// What the visitor does from now on belongs to nobody until the next link.
    private func releaseVisitor(_ visitor: Int64) throws {
        let span =
            try writing.visitors.spanOfNobody(visitor)
            ?? writing.visitors.insertSpan(visitor: visitor, person: nil, call.time)
        try writing.visitors.setCurrent(span, of: visitor)
    }

    private func run(_ sql: StaticString, _ id: Int64) throws {
        try connection.run(sql, .integer(id))
    }
}
