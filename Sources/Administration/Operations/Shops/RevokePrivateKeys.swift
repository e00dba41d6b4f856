public import JSON
internal import Privacy

/// Ends private keys of a shop.
public struct RevokePrivateKeys: Operation {
    /// Its name on the control socket.
    public static let name = "revoke-private-keys"

    private let shop: String
    private let ids: [String]

    /// The keys of those names, of the shop with that public key.
    public init(shop: String, ids: [String]) {
        self.shop = shop
        self.ids = ids
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        ids = try members.texts("ids")
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject(["shop": .string(shop), "ids": .texts(ids)])
    }

    /// Refuses an unknown shop and unknown keys.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> ShopDescription {
        let shop = try administration.shop(shop)
        return ShopDescription(
            try administration.ask { directory throws(PrivacyError) in
                try directory.revokePrivateKeys(ids, of: shop.id)
            })
    }
}
