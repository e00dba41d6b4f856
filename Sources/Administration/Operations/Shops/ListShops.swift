public import JSON
internal import Privacy

/// Tells which shops there are, in the order in which they were made.
public struct ListShops: Operation {
    /// The shops.
    public struct Outcome: ControlMessage {
        /// The shops, oldest first.
        public let shops: [ShopDescription]

        init(shops: [ShopDescription]) { self.shops = shops }

        /// Reads the list.
        public init(json: JSONObject) throws(AdministrationError) {
            var shops: [ShopDescription] = []
            for object in try Members(json).objects("shops") {
                shops.append(try ShopDescription(json: object))
            }
            self.shops = shops
        }

        /// The list as JSON.
        public var json: JSONObject {
            JSONObject(["shops": .array(shops.map { .object($0.json) })])
        }
    }

    /// Its name on the control socket.
    public static let name = "list-shops"

    /// The operation.
    public init() {}

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {}

    /// The operation as JSON: an empty object.
    public var json: JSONObject { JSONObject() }

    /// Lists the shops.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        let shops = try administration.ask { directory throws(PrivacyError) in
            try directory.shops()
        }
        return Outcome(shops: shops.map(ShopDescription.init))
    }
}
