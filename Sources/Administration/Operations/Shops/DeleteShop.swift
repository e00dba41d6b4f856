public import JSON
internal import Privacy

/// Deletes a shop with everything that it holds.
public struct DeleteShop: Operation {
    /// Its name on the control socket.
    public static let name = "delete-shop"

    private let shop: String

    /// The shop with that public key.
    public init(shop: String) { self.shop = shop }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        shop = try Members(json).text("shop")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["shop": .string(shop)]) }

    /// Refuses an unknown shop; gives back its final receipt.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> SignedReceipt {
        let shop = try administration.shop(shop)
        do throws(PrivacyError) {
            return SignedReceipt(try await administration.directory.deleteShop(shop.id))
        } catch {
            throw AdministrationError(error)
        }
    }
}
