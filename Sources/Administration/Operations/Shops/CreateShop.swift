public import JSON
public import Privacy

/// Makes a shop.
public struct CreateShop: Operation {
    /// Its name on the control socket.
    public static let name = "create-shop"

    private let shopName: String
    private let key: String?
    private let privateKey: PrivateKey?

    /// A shop of that name; keys that are not given are made.
    public init(name: String, key: String? = nil, privateKey: PrivateKey? = nil) {
        shopName = name
        self.key = key
        self.privateKey = privateKey
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shopName = try members.text("name")
        key = try members.optionalText("key")
        privateKey = try members.optionalText("private_key").map(PrivateKey.init)
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject([
            "name": .string(shopName), "key": .optional(key),
            "private_key": .optional(privateKey?.secret),
        ])
    }

    /// Refuses a public key that is taken, and names and keys that do not fit.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> NewShop {
        let made = try administration.ask { directory throws(PrivacyError) in
            try directory.createShop(name: shopName, key: key, privateKey: privateKey)
        }
        return NewShop(made.shop, privateKey: made.privateKey)
    }
}
