/// One thing that a call brings in.
///
/// A call is a list of changes that is applied whole or not at all, in its order.
public enum Change: Sendable {
    /// Something that a visitor did.
    case activity(ActivityRecord)
    /// A visitor named together with a person.
    case link(LinkRecord)
    /// What a basket holds now, or what comes in or goes out.
    case basket(BasketRecord)
    /// An order, whole; one with that id is replaced as the contract says.
    case order(OrderRecord)
    /// What changes of an order that exists.
    case orderPatch(OrderRecord)
    /// An order that goes.
    case orderRemoval(RecordID)
    /// Something that came back.
    case orderReturn(ReturnRecord)
    /// A parcel of an order; the outcome carries its id.
    case parcel(ParcelRecord)
    /// What changes of a parcel that exists.
    case parcelPatch(ParcelRecord)
    /// A parcel that goes.
    case parcelRemoval(Int64)
    /// A customer record, whole.
    case customer(CustomerRecord)
    /// What changes of a customer record; made when it does not exist.
    case customerPatch(CustomerRecord)
    /// A customer record that goes, named by its id or its e-mail.
    case customerRemoval(RecordID)
    /// An e-mail that subscribes.
    case subscription(SubscriptionRecord)
    /// An e-mail that unsubscribes; without a list: from all.
    case unsubscription(SubscriptionRecord)
    /// A product, category or page, whole.
    case item(ItemRecord)
    /// What changes of one; made when it does not exist.
    case itemPatch(ItemRecord)
    /// One that goes.
    case itemRemoval(ItemKind, RecordID)
}
