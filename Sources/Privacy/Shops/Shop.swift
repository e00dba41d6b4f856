/// A shop as the registry knows it.
public struct Shop: Sendable, Hashable {
    /// The name of its folder.
    public let id: ShopID
    /// What people call it.
    public var name: String
    /// The public key: names the shop in every call.
    public var key: String
    /// The private keys that are valid now.
    public var grants: [KeyGrant]
    /// A disabled shop refuses every call.
    public var isDisabled: Bool
    /// When it was made, in seconds since 1970.
    public let created: Int64
    /// What the operator decided for it.
    public var settings: ShopSettings

    /// A shop as the registry holds it.
    public init(
        id: ShopID, name: String, key: String, grants: [KeyGrant], isDisabled: Bool,
        created: Int64, settings: ShopSettings
    ) {
        self.id = id
        self.name = name
        self.key = key
        self.grants = grants
        self.isDisabled = isDisabled
        self.created = created
        self.settings = settings
    }

    /// What is kept of the private key here; nil when it is none of this shop's keys.
    ///
    /// Every grant is compared, and each in constant time.
    public func grant(for key: PrivateKey) -> KeyGrant? {
        let digest = key.digest
        var found: KeyGrant?
        for grant in grants where grant.matches(digest) { found = grant }
        return found
    }
}
