/// What the service needs of a store: the domain alone, so that another database can come beside
/// the one that is there.
///
/// Every function is called on the reactor that read the request. Reads may run right there;
/// writes are handed on, and return only when what they did survives the loss of power.
public protocol PrivacyStore: Sendable {
    /// Applies the changes of one call, whole or not at all.
    ///
    /// Throws `unknownRecord` and `anonymousOrder` with nothing changed.
    func apply(_ changes: [Change], of call: Call, in shop: Shop)
        async throws(PrivacyError) -> ChangeOutcome

    /// Everything that is held about a subject; somebody unknown gives an empty report.
    ///
    /// Throws `twoPeople` and `sharedVisitor`. That it was asked for comes into the audit chain.
    func report(on subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> SubjectReport

    /// What a forget of the subject would remove and keep; changes nothing. Throws as `report`.
    func erasurePreview(of subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> ErasureCounts

    /// Forgets the subject; somebody unknown is forgotten too, so that old data does not bring them
    /// in. Throws as `report`, then with nothing erased.
    func erase(_ subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> Erasure

    /// The customer records that exist under these ids or e-mails, in the order asked.
    func customers(_ names: [RecordID], in shop: Shop)
        async throws(PrivacyError) -> [HeldCustomer]

    /// The orders that exist of these, in the order asked, with their returns, without parcels.
    func orders(_ ids: [RecordID], in shop: Shop) async throws(PrivacyError) -> [HeldOrder]

    /// The parcels of an order, or the one asked for.
    func parcels(of order: RecordID, id: Int64?, in shop: Shop)
        async throws(PrivacyError) -> [ParcelRecord]

    /// The items that exist of these, in the order asked.
    func items(_ kind: ItemKind, _ ids: [RecordID], in shop: Shop)
        async throws(PrivacyError) -> [ItemRecord]

    /// Nil while reads and writes can be served, else the reason they cannot, in words without
    /// anything personal.
    func unavailability() async -> String?

    /// What somebody who looks after the service should know although it serves, in words without
    /// anything personal; empty: nothing.
    var notices: [String] { get }

    /// Figures for `/metrics`.
    var statistics: StoreStatistics { get }
}
