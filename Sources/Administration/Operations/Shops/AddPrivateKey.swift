public import JSON
public import Privacy

/// Adds a private key to a shop; those that exist stay valid unless told otherwise.
public struct AddPrivateKey: Operation {
    /// A private key that was just made; it cannot be shown again.
    public struct Outcome: ControlMessage {
        /// The name by which it is revoked.
        public let id: String
        /// What it may do.
        public let scopes: [String]
        /// The key.
        public let privateKey: PrivateKey

        init(_ grant: KeyGrant, privateKey: PrivateKey) {
            id = grant.id
            scopes = grant.scopes.names
            self.privateKey = privateKey
        }

        /// Reads a new key.
        public init(json: JSONObject) throws(AdministrationError) {
            let members = Members(json)
            id = try members.text("id")
            scopes = try members.texts("scopes")
            privateKey = PrivateKey(try members.text("private_key"))
        }

        /// The key as JSON.
        public var json: JSONObject {
            JSONObject([
                "id": .string(id), "scopes": .texts(scopes),
                "private_key": .string(privateKey.secret),
            ])
        }
    }

    /// Its name on the control socket.
    public static let name = "add-private-key"

    private let shop: String
    private let scopes: [String]
    private let revokesOthers: Bool

    /// A key for the shop with that public key.
    ///
    /// - Parameters:
    ///   - scopes: The names of what it may do.
    ///   - revokesOthers: Whether all keys before it end.
    public init(
        shop: String, scopes: [String] = KeyScopes.all.names, revokesOthers: Bool = false
    ) {
        self.shop = shop
        self.scopes = scopes
        self.revokesOthers = revokesOthers
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        scopes = try members.texts("scopes")
        revokesOthers = try members.flag("revoke_others")
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject([
            "shop": .string(shop), "scopes": .texts(scopes), "revoke_others": .bool(revokesOthers),
        ])
    }

    /// Refuses an unknown shop and unknown scopes.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        let shop = try administration.shop(shop)
        guard let scopes = KeyScopes(names: scopes), !scopes.isEmpty else {
            let names = KeyScopes.all.names.joined(separator: ", ")
            throw AdministrationError(.usage, "unknown scope: there are \(names)")
        }
        let added = try administration.ask { directory throws(PrivacyError) in
            let added = try directory.addPrivateKey(to: shop.id, scopes: scopes)
            if revokesOthers, !shop.grants.isEmpty {
                _ = try directory.revokePrivateKeys(shop.grants.map(\.id), of: shop.id)
            }
            return added
        }
        return Outcome(added.grant, privateKey: added.privateKey)
    }
}
