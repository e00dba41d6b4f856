internal import JSON
internal import Privacy

/// Keeps the old data of people who were forgotten out of the shop, as the contract's "After a
/// forget, the shop syncs again" says.
struct SuppressionDoor {
    /// What becomes of a change.
    enum Admission {
        /// It comes in, maybe without what names a forgotten visitor.
        case change(Change)
        /// The order comes in without whom it names.
        case anonymousOrder(OrderRecord)
        /// What changes of an order comes in without whom it names, and the order names nobody then.
        case anonymousOrderPatch(OrderRecord)
        /// It stays out.
        case nothing
        /// It stays out, and the shop is told so.
        case refused(SuppressedObject)
    }

    let check: SuppressionCheck
    let orders: Orders
    let call: Call

    /// What comes in of a change of a call's; the one after it counts too: a link that an order makes
    /// shares the order's fate.
    func admit(_ changes: [Change], at index: Int) throws -> Admission {
        let change = changes[index]
        guard check.isNeeded else { return .change(change) }
        let next = index + 1 < changes.count ? changes[index + 1] : nil
        switch change {
        case .activity(let record):
            return try isForgotten(record.visitor) ? .nothing : .change(change)
        case .link(let record):
            if case .order(let order)? = next, try isOld(order) { return .nothing }
            if case .orderPatch(let order)? = next, try isOld(order) { return .nothing }
            return try admits(record) ? .change(change) : .nothing
        case .basket(let record):
            if let visitor = record.visitor, try isForgotten(visitor) { return .nothing }
            return .change(change)
        case .order(let record):
            if try isOld(record) { return .anonymousOrder(record) }
            return .change(.order(try withoutForgottenVisitor(record)))
        case .orderPatch(let record):
            if try isOld(record) { return .anonymousOrderPatch(record) }
            return .change(.orderPatch(try withoutForgottenVisitor(record)))
        case .customer(let record), .customerPatch(let record):
            return try admits(record)
                ? .change(change)
                : record.id.map { .refused(.id($0)) }
                    ?? record.email.map { .refused(.email($0)) } ?? .nothing
        default: return .change(change)
        }
    }

    private func isForgotten(_ visitor: VisitorID) throws -> Bool {
        try check.forgotten(.visitor(visitor)) != nil
    }

    /// A forgotten visitor named together with somebody who is not forgotten starts afresh.
    private func admits(_ record: LinkRecord) throws -> Bool {
        let person =
            record.email.map(SubjectName.email) ?? record.customer.map(SubjectName.customer)
        guard let person else { return true }
        let since = try check.forgotten(person)
        if let since, let time = record.time, time < since { return false }
        guard try isForgotten(record.visitor) else { return true }
        if since == nil { check.renew(.visitor(record.visitor)) }
        return since == nil
    }

    private func withoutForgottenVisitor(_ record: OrderRecord) throws -> OrderRecord {
        var record = record
        if let visitor = record.visitor, try isForgotten(visitor) { record.visitor = nil }
        return record
    }

    /// Whether the order was placed before somebody was forgotten whose it is: those whom it names,
    /// else its visitor.
    private func isOld(_ record: OrderRecord) throws -> Bool {
        var names = [
            record.customer.map(SubjectName.customer),
            (record.email ?? record.uncollectedEmail).map(SubjectName.email),
        ]
        if try !namesPerson(record) { names.append(record.visitor.map(SubjectName.visitor)) }
        for case let name? in names {
            guard let since = try check.forgottenForOrders(name) else { continue }
            if try record.time ?? knownTime(of: record.id) ?? call.time < since { return true }
        }
        return false
    }

    /// When an order that is there was placed; one that was deleted says nothing of it.
    private func knownTime(of order: RecordID) throws -> Int64? {
        guard let known = try orders.find(order), known.state != .anonymousAndDeleted else {
            return nil
        }
        return known.time
    }

    /// Whether the order, as it will be, names a person: then its visitor does not say whose it is.
    private func namesPerson(_ record: OrderRecord) throws -> Bool {
        if record.customer != nil || record.email != nil { return true }
        guard record.visitor != nil, let order = try orders.find(record.id) else { return false }
        return order.customer != nil || order.email != nil
    }

    /// A record of somebody forgotten comes in when it also has a customer id that was not
    /// forgotten, or was created after the forget: the person registered anew.
    private func admits(_ record: CustomerRecord) throws -> Bool {
        let names =
            [record.id.map(SubjectName.customer), record.email.map(SubjectName.email)]
            .compactMap(\.self)
        let since = try names.compactMap { try check.forgotten($0) }.max()
        guard let since else { return true }
        let isOtherCustomer = try record.id.map { try check.forgotten(.customer($0)) == nil }
        guard isOtherCustomer == true || (created(record) ?? .min) > since else { return false }
        names.forEach(check.renew)
        return true
    }

    private func created(_ record: CustomerRecord) -> Int64? {
        let number: JSONNumber?
        switch record.attributes["created"] {
        case .number(let value): number = value
        case .string(let text): number = JSONNumber(text: text)
        default: number = nil
        }
        guard let number else { return nil }
        return number.int64 ?? Double(number.text).flatMap { Int64(exactly: $0.rounded(.down)) }
    }
}
