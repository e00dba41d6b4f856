public import JSON
internal import Privacy

/// Changes what the operator decides for a shop; what is not given stays.
public struct ConfigureShop: Operation {
    /// Its name on the control socket.
    public static let name = "configure-shop"

    private let shop: String
    private let collected: [String]?
    private let suppressionDays: Int64?
    private let keptOrderAttributes: [String]?
    private let allowedAddresses: [String]?

    /// The changes to the shop with that public key.
    ///
    /// - Parameters:
    ///   - collected: The names of the kinds that it collects from now on.
    ///   - suppressionDays: For how many days after a forget old data stay out.
    ///   - keptOrderAttributes: The attributes of orders that a forget keeps.
    ///   - allowedAddresses: From where calls with a private key are taken; empty: from anywhere.
    public init(
        shop: String, collected: [String]? = nil, suppressionDays: Int64? = nil,
        keptOrderAttributes: [String]? = nil, allowedAddresses: [String]? = nil
    ) {
        self.shop = shop
        self.collected = collected
        self.suppressionDays = suppressionDays
        self.keptOrderAttributes = keptOrderAttributes
        self.allowedAddresses = allowedAddresses
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        collected = try members.optionalTexts("collect")
        suppressionDays = try members.optionalInteger("suppress_days")
        keptOrderAttributes = try members.optionalTexts("keep_order_attributes")
        allowedAddresses = try members.optionalTexts("allow_addresses")
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject([
            "shop": .string(shop), "collect": collected.map(JSONValue.texts),
            "suppress_days": suppressionDays.map { JSONValue.integer($0) },
            "keep_order_attributes": keptOrderAttributes.map(JSONValue.texts),
            "allow_addresses": allowedAddresses.map(JSONValue.texts),
        ])
    }

    /// Refuses an unknown shop, an unknown kind, a period out of range, and what is no address.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> ShopDescription {
        let shop = try administration.shop(shop)
        let settings = try settings(changing: shop.settings)
        return ShopDescription(
            try administration.ask { directory throws(PrivacyError) in
                try directory.configure(shop.id, settings)
            })
    }

    private func settings(
        changing current: ShopSettings
    ) throws(AdministrationError) -> ShopSettings {
        var settings = current
        if let collected {
            guard let kinds = DataKinds(names: collected) else {
                let names = DataKinds.all.names.joined(separator: ", ")
                throw AdministrationError(.usage, "unknown kind of data: there are \(names)")
            }
            settings.collected = kinds
        }
        if let suppressionDays {
            guard (0...ShopSettings.maximumSuppressionDays).contains(suppressionDays) else {
                let most = ShopSettings.maximumSuppressionDays
                throw AdministrationError(.usage, "days must be 0 to \(most)")
            }
            settings.suppressionDays = suppressionDays
        }
        if let keptOrderAttributes { settings.keptOrderAttributes = keptOrderAttributes }
        if let allowedAddresses { settings.allowedAddresses = try .named(allowedAddresses) }
        return settings
    }
}
