internal import JSON

/// What a shop does not collect is dropped here, before any store sees it.
///
/// Each change is of one kind, so that a call which carries several loses only what is not
/// collected.
public struct Door: Sendable {
    /// The kinds that come in.
    public let collected: DataKinds
    /// The kinds of which something was dropped so far.
    public private(set) var ignored: DataKinds = []

    /// The door of a shop that collects `kinds`.
    public init(collecting kinds: DataKinds) { collected = kinds }

    /// What comes in of the change; nil: nothing.
    public mutating func admit(_ change: Change) -> Change? {
        switch change {
        case .activity(let record):
            if case .sale = record.action { return keep(change, .preferences) }
            return keep(change, .history)
        case .link(let record): return admit(record).map(Change.link)
        case .basket(let record): return admit(record).map(Change.basket)
        case .order(let record): return admit(record).map(Change.order)
        case .orderPatch(let record): return admit(record).map(Change.orderPatch)
        case .orderReturn, .parcel, .parcelPatch: return keep(change, .orders)
        case .customer(let record): return admit(record).map(Change.customer)
        case .customerPatch(let record): return admit(record).map(Change.customerPatch)
        case .subscription: return keep(change, .email)
        // What goes, goes: also what was collected before.
        case .unsubscription, .orderRemoval, .parcelRemoval, .customerRemoval, .item, .itemPatch,
            .itemRemoval:
            return change
        }
    }

    private mutating func keep(_ change: Change, _ kind: DataKinds) -> Change? {
        collects(kind) ? change : nil
    }

    private mutating func collects(_ kind: DataKinds) -> Bool {
        if collected.contains(kind) { return true }
        ignored.insert(kind)
        return false
    }

    private mutating func withoutUncollected(_ email: EmailAddress?) -> EmailAddress? {
        guard email != nil, collects(.email) else { return nil }
        return email
    }

    private mutating func admit(_ record: LinkRecord) -> LinkRecord? {
        var record = record
        record.email = withoutUncollected(record.email)
        guard collects(.preferences) else { return nil }
        return record.email == nil && record.customer == nil ? nil : record
    }

    private mutating func admit(_ record: BasketRecord) -> BasketRecord? {
        var record = record
        record.email = withoutUncollected(record.email)
        guard collects(.history) else { return nil }
        return record
    }

    private mutating func admit(_ record: OrderRecord) -> OrderRecord? {
        var record = record
        let email = record.email
        record.email = withoutUncollected(email)
        if record.email == nil { record.uncollectedEmail = email }
        guard collects(.orders) else { return nil }
        let namesPerson = record.email != nil || record.customer != nil
        // An order that names both ties the visitor to the person as a link does.
        if record.visitor != nil, namesPerson, !collects(.preferences) { record.visitor = nil }
        return record
    }

    private mutating func admit(_ record: CustomerRecord) -> CustomerRecord? {
        var record = record
        record.email = withoutUncollected(record.email)
        guard collects(.customers) else { return nil }
        return record.id == nil && record.email == nil ? nil : record
    }
}
