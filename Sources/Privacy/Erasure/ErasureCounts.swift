/// What an erasure removes and keeps, by kind.
///
/// Nothing in it is personal.
///
/// Preview and erasure are made from the same plan and so report the same counts.
public struct ErasureCounts: Sendable, Hashable {
    /// Customer records removed.
    public var customers = 0
    /// E-mails and customer ids removed.
    public var identifiers = 0
    /// Visitors removed, or unlinked where other people share them.
    public var visitors = 0
    /// Activities removed.
    public var activity = 0
    /// Baskets removed.
    public var baskets = 0
    /// Subscriptions removed.
    public var subscriptions = 0
    /// Parcels removed.
    public var parcels = 0
    /// Orders kept without anything that names somebody.
    public var keptOrders = 0

    /// No counts yet.
    public init() {}

    /// What is removed, by the name of its kind.
    public var erased: [(kind: StaticString, count: Int)] {
        [
            ("customers", customers), ("identifiers", identifiers), ("visitors", visitors),
            ("activity", activity), ("baskets", baskets), ("subscriptions", subscriptions),
            ("parcels", parcels),
        ]
    }

    /// What is kept, by the name of its kind.
    public var kept: [(kind: StaticString, count: Int)] { [("orders", keptOrders)] }

    /// Sets how many of a kind are removed; false: the kind is unknown.
    mutating func setErased(_ kind: String, _ count: Int) -> Bool {
        switch kind {
        case "customers": customers = count
        case "identifiers": identifiers = count
        case "visitors": visitors = count
        case "activity": activity = count
        case "baskets": baskets = count
        case "subscriptions": subscriptions = count
        case "parcels": parcels = count
        default: return false
        }
        return true
    }

    /// Sets how many of a kind are kept; false: the kind is unknown.
    mutating func setKept(_ kind: String, _ count: Int) -> Bool {
        guard kind == "orders" else { return false }
        keptOrders = count
        return true
    }
}
