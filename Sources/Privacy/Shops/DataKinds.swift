/// The kinds of data that a shop collects or leaves uncollected.
public struct DataKinds: OptionSet, Sendable, Hashable {
    /// One bit a kind; stored in the registry, so the values stay.
    public let rawValue: Int64

    /// A set from its bits.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Activities `click`, `product`, `category` and `cart`; baskets.
    public static let history = DataKinds(rawValue: 1)
    /// Links between visitors and people; the activity `sale`.
    public static let preferences = DataKinds(rawValue: 2)
    /// Every e-mail argument and attribute; subscriptions.
    public static let email = DataKinds(rawValue: 4)
    /// Orders, returns, parcels.
    public static let orders = DataKinds(rawValue: 8)
    /// Customer records; the ids on orders stay.
    public static let customers = DataKinds(rawValue: 16)

    /// Every kind, as a new shop collects.
    public static let all: DataKinds = [.history, .preferences, .email, .orders, .customers]

    /// Each kind with its name, in the order in which they are listed.
    public static let named: [(name: String, kind: DataKinds)] = [
        ("history", .history), ("preferences", .preferences), ("email", .email),
        ("orders", .orders), ("customers", .customers),
    ]

    /// The names of the kinds in the set.
    public var names: [String] { Self.named.filter { contains($0.kind) }.map(\.name) }

    /// The set of the named kinds; nil when a name is unknown.
    public init?(names: some Sequence<String>) {
        var kinds: DataKinds = []
        for name in names {
            guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
            kinds.insert(found.kind)
        }
        self = kinds
    }
}
