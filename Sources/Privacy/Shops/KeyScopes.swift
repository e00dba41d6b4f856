/// What a private key may do.
public struct KeyScopes: OptionSet, Sendable, Hashable {
    /// One bit a scope; stored in the registry, so the values stay.
    public let rawValue: Int64

    /// A set from its bits.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// `privacy/info`, `privacy/receipt` and every GET of data.
    public static let info = KeyScopes(rawValue: 1)
    /// `privacy/forget` and its preview.
    public static let forget = KeyScopes(rawValue: 2)
    /// Data in.
    public static let write = KeyScopes(rawValue: 4)
    /// All of them, as a new key has.
    public static let all: KeyScopes = [.info, .forget, .write]

    /// Each scope with its name.
    public static let named: [(name: String, scope: KeyScopes)] = [
        ("info", .info), ("forget", .forget), ("write", .write),
    ]

    /// The names of the scopes in the set.
    public var names: [String] { Self.named.filter { contains($0.scope) }.map(\.name) }

    /// The set of the named scopes; nil when a name is unknown.
    public init?(names: some Sequence<String>) {
        var scopes: KeyScopes = []
        for name in names {
            guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
            scopes.insert(found.scope)
        }
        self = scopes
    }
}
