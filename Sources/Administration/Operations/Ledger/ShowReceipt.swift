public import JSON
internal import Privacy

/// Tells what can be shown of an erasure.
public struct ShowReceipt: Operation {
    /// Its name on the control socket.
    public static let name = "show-receipt"

    private let shop: String
    private let id: String

    /// The receipt of that id, in the shop with that public key.
    public init(shop: String, id: String) {
        self.shop = shop
        self.id = id
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        id = try members.text("id")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["shop": .string(shop), "id": .string(id)]) }

    /// Refuses an unknown shop and an unknown receipt.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> SignedReceipt {
        let shop = try administration.shop(shop)
        do throws(PrivacyError) {
            guard let id = ReceiptID(id),
                let document = try await administration.store.receipt(
                    id, for: administration.call(), in: shop)
            else { throw Self.unknown }
            return SignedReceipt(document)
        } catch {
            throw AdministrationError(error)
        }
    }

    static let unknown = PrivacyError(.unknownRecord, "the shop has no receipt of this id")
}
