public import JSON
public import Privacy

/// A shop that was just made, with its private key, which cannot be shown again.
public struct NewShop: ControlMessage {
    /// The name of its folder.
    public let id: String
    /// What people call it.
    public let name: String
    /// Its public key.
    public let key: String
    /// Its private key.
    public let privateKey: PrivateKey

    init(_ shop: Shop, privateKey: PrivateKey) {
        id = shop.id.text
        name = shop.name
        key = shop.key
        self.privateKey = privateKey
    }

    /// Reads a new shop.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        id = try members.text("id")
        name = try members.text("name")
        key = try members.text("key")
        privateKey = PrivateKey(try members.text("private_key"))
    }

    /// The shop as JSON, private key included.
    public var json: JSONObject {
        JSONObject([
            "id": .string(id), "name": .string(name), "key": .string(key),
            "private_key": .string(privateKey.secret),
        ])
    }
}
