internal import Privacy
internal import SQLite

/// Applies the changes of one call inside its write job.
struct ChangeApplier {
    let writing: ShopWriting
    let call: Call

    /// Applies them in their order.
    ///
    /// What throws leaves the job to be rolled back.
    func apply(_ changes: [Change]) throws -> ChangeOutcome {
        var outcome = ChangeOutcome()
        let door = SuppressionDoor(
            check: writing.suppression, orders: writing.orders, call: call)
        for index in changes.indices {
            switch try door.admit(changes, at: index) {
            case .change(let change): try apply(change, &outcome)
            case .anonymousOrder(let record):
                try OrderChanges(writing: writing, call: call).putAnonymous(record)
            case .anonymousOrderPatch(let record):
                try OrderChanges(writing: writing, call: call).patchAnonymous(record)
            case .nothing: break
            case .refused(let object): outcome.suppressed.append(object)
            }
        }
        return outcome
    }

    private func apply(_ change: Change, _ outcome: inout ChangeOutcome) throws {
        switch change {
        case .activity(let record): try history.put(record)
        case .link(let record): try history.put(record)
        case .basket(let record): try BasketChanges(writing: writing, call: call).put(record)
        case .order(let record): try orders.put(record)
        case .orderPatch(let record): try orders.patch(record)
        case .orderRemoval(let id): try orders.remove(id)
        case .orderReturn(let record): try parcels.put(record)
        case .parcel(let record): outcome.parcel = try parcels.insert(record)
        case .parcelPatch(let record): try parcels.patch(record)
        case .parcelRemoval(let id): try parcels.remove(id)
        case .customer(let record): try customers.put(record)
        case .customerPatch(let record): try customers.patch(record)
        case .customerRemoval(let name): try customers.remove(name)
        case .subscription(let record): try subscriptions.put(record)
        case .unsubscription(let record): try subscriptions.remove(record)
        case .item(let record): try items.put(record)
        case .itemPatch(let record): try items.patch(record)
        case .itemRemoval(let kind, let id): try items.remove(kind, id)
        }
    }

    // Made when needed: each holds a handful of references that are counted.
    private var history: HistoryChanges { HistoryChanges(writing: writing, call: call) }
    private var orders: OrderChanges { OrderChanges(writing: writing, call: call) }
    private var parcels: ParcelChanges { ParcelChanges(writing: writing, call: call) }
    private var customers: CustomerChanges { CustomerChanges(writing: writing) }
    private var subscriptions: SubscriptionChanges {
        SubscriptionChanges(writing: writing, call: call)
    }
    private var items: ItemTable { ItemTable(connection: writing.connection) }
}
