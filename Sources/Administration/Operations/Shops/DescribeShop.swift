public import JSON

/// Tells what is known of a shop.
public struct DescribeShop: Operation {
    /// Its name on the control socket.
    public static let name = "describe-shop"

    private let shop: String

    /// The shop with that public key.
    public init(shop: String) { self.shop = shop }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        shop = try Members(json).text("shop")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["shop": .string(shop)]) }

    /// Refuses an unknown shop.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> ShopDescription {
        ShopDescription(try administration.shop(shop))
    }
}
