internal import Privacy
internal import SQLite

/// Brings in what visitors did and who they are.
struct HistoryChanges {
    let writing: ShopWriting
    let call: Call

    private var connection: Connection { writing.connection }

    /// Stores an activity in the span that is current.
    ///
    /// A sale of an anonymous order is not stored: it would put somebody on it again.
    func put(_ record: ActivityRecord) throws {
        if case .sale(let order) = record.action, try isAnonymous(order) { return }
        let time = record.time ?? call.time
        let span = try writing.visitors.currentSpan(of: record.visitor, time: time)
        try Activities(connection: connection)
            .add(ActivityRow.body(of: record.action), to: span, at: time)
    }

    /// Links a visitor to the person of the e-mail, else of the customer id.
    func put(_ record: LinkRecord) throws {
        let isVouched = call.origin == .shop
        guard
            let person = try record.email.map({ try writing.people.name($0, isVouched: isVouched) })
                ?? record.customer.map({ try writing.people.name($0, isVouched: isVouched) })
        else { return }
        try writing.visitors.link(
            record.visitor, to: person.person, time: record.time ?? call.time,
            lookback: writing.lookbackSeconds)
    }

    private func isAnonymous(_ order: String) throws -> Bool {
        let order = try writing.orders.find(RecordID(text: order, isNumber: false))
        return order.map { $0.state != .ordinary } ?? false
    }
}
