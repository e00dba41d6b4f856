public import JSON
public import Privacy

/// The snapshots that were made.
public struct BackUpOutcome: ControlMessage, Equatable {
    /// Those of shops.
    public internal(set) var snapshots: [BackupSummary] = []
    /// The path of the registry's; nil: none was made.
    public internal(set) var registry: String?

    init() {}

    /// Reads the outcome.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        for object in try members.objects("snapshots") {
            snapshots.append(try BackupSummary(json: object))
        }
        registry = try members.optionalText("registry")
    }

    /// The outcome as JSON.
    public var json: JSONObject {
        JSONObject([
            "snapshots": .array(snapshots.map { .object($0.json) }),
            "registry": .optional(registry),
        ])
    }
}

extension BackupSummary {
    init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        guard let shop = ShopID(try members.text("shop")) else {
            throw AdministrationError(.usage, "control message: shop must be an id")
        }
        self.init(
            shop: shop, path: try members.text("path"), bytes: try members.integer("bytes"),
            created: try members.integer("created"), removed: try members.texts("removed"))
    }

    var json: JSONObject {
        JSONObject([
            "shop": .string(shop.text), "path": .string(path), "bytes": .integer(bytes),
            "created": .integer(created), "removed": .texts(removed),
        ])
    }
}
