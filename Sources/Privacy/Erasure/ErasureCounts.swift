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

    /// A kind of what is removed or kept: its name and where it is counted.
    public typealias Kind = (
        name: String, count: any WritableKeyPath<ErasureCounts, Int> & Sendable
    )

    /// The kinds that are removed, in the order in which they are told.
    public static let erasedKinds: [Kind] = [
        ("customers", \.customers), ("identifiers", \.identifiers), ("visitors", \.visitors),
        ("activity", \.activity), ("baskets", \.baskets), ("subscriptions", \.subscriptions),
        ("parcels", \.parcels),
    ]

    /// The kinds that are kept without anything that names somebody.
    public static let keptKinds: [Kind] = [("orders", \.keptOrders)]

    /// What is removed, by the name of its kind.
    public var erased: [(kind: String, count: Int)] { counts(of: Self.erasedKinds) }

    /// What is kept, by the name of its kind.
    public var kept: [(kind: String, count: Int)] { counts(of: Self.keptKinds) }

    /// All of them together.
    public var total: Int { (erased + kept).reduce(0) { $0 + $1.count } }

    /// Sets how many of a kind are removed; false: the kind is unknown.
    mutating func setErased(_ kind: String, _ count: Int) -> Bool {
        set(kind, count, of: Self.erasedKinds)
    }

    /// Sets how many of a kind are kept; false: the kind is unknown.
    mutating func setKept(_ kind: String, _ count: Int) -> Bool {
        set(kind, count, of: Self.keptKinds)
    }

    private mutating func set(_ name: String, _ count: Int, of kinds: [Kind]) -> Bool {
        guard let kind = kinds.first(where: { $0.name == name }) else { return false }
        self[keyPath: kind.count] = count
        return true
    }

    private func counts(of kinds: [Kind]) -> [(kind: String, count: Int)] {
        kinds.map { (kind: $0.name, count: self[keyPath: $0.count]) }
    }
}
