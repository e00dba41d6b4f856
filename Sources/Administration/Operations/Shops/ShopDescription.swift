internal import Addresses
public import JSON
public import Privacy

/// A shop as an operator sees it.
public struct ShopDescription: ControlMessage, Equatable {
    /// One of its private keys; the key itself is known to its holder alone.
    public struct Key: Sendable, Equatable {
        /// The name by which it is revoked.
        public let id: String
        /// What it may do.
        public let scopes: [String]
        /// When it was made, in seconds since 1970.
        public let created: Int64
    }

    /// The name of its folder.
    public let id: String
    /// What people call it.
    public let name: String
    /// Its public key.
    public let key: String
    /// Whether it refuses every call.
    public let isDisabled: Bool
    /// When it was made, in seconds since 1970.
    public let created: Int64
    /// The kinds of data that it collects.
    public let collected: [String]
    /// For how many days after a forget old data stay out.
    public let suppressionDays: Int64
    /// The attributes of orders that a forget keeps.
    public let keptOrderAttributes: [String]
    /// From where calls with a private key are taken; empty: from anywhere.
    public let allowedAddresses: [String]
    /// The private keys that are valid now.
    public let privateKeys: [Key]

    /// The description of a shop.
    public init(_ shop: Shop) {
        id = shop.id.text
        name = shop.name
        key = shop.key
        isDisabled = shop.isDisabled
        created = shop.created
        collected = shop.settings.collected.names
        suppressionDays = shop.settings.suppressionDays
        keptOrderAttributes = shop.settings.keptOrderAttributes
        allowedAddresses = shop.settings.allowedAddresses.map(\.description)
        privateKeys = shop.grants.map {
            Key(id: $0.id, scopes: $0.scopes.names, created: $0.created)
        }
    }

    /// Reads a description.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        id = try members.text("id")
        name = try members.text("name")
        key = try members.text("key")
        isDisabled = try members.flag("disabled")
        created = try members.integer("created")
        collected = try members.texts("collect")
        suppressionDays = try members.integer("suppress_days")
        keptOrderAttributes = try members.texts("keep_order_attributes")
        allowedAddresses = try members.texts("allow_addresses")
        var keys: [Key] = []
        for object in try members.objects("private_keys") {
            let members = Members(object)
            keys.append(
                Key(
                    id: try members.text("id"), scopes: try members.texts("scopes"),
                    created: try members.integer("created")))
        }
        privateKeys = keys
    }

    /// The description as JSON.
    public var json: JSONObject {
        let keys = privateKeys.map { key in
            JSONValue.object(
                JSONObject([
                    "id": .string(key.id), "scopes": .texts(key.scopes),
                    "created": .integer(key.created),
                ]))
        }
        return JSONObject([
            "id": .string(id), "name": .string(name), "key": .string(key),
            "disabled": .bool(isDisabled), "created": .integer(created),
            "collect": .texts(collected), "suppress_days": .integer(suppressionDays),
            "keep_order_attributes": .texts(keptOrderAttributes),
            "allow_addresses": .texts(allowedAddresses), "private_keys": .array(keys),
        ])
    }
}
