public import JSON
internal import Privacy

/// Disables a shop, which then refuses every call, or enables it again.
public struct SetShopDisabled: Operation {
    /// Its name on the control socket.
    public static let name = "set-shop-disabled"

    private let shop: String
    private let isDisabled: Bool

    /// What becomes of the shop with that public key.
    public init(shop: String, isDisabled: Bool) {
        self.shop = shop
        self.isDisabled = isDisabled
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        isDisabled = try members.flag("disabled")
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject(["shop": .string(shop), "disabled": .bool(isDisabled)])
    }

    /// Refuses an unknown shop.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> ShopDescription {
        let shop = try administration.shop(shop)
        return ShopDescription(
            try administration.ask { directory throws(PrivacyError) in
                try directory.setDisabled(isDisabled, shop.id)
            })
    }
}
