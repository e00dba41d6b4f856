public import JSON
public import Privacy

/// Tells a part of a shop's audit chain, checked.
public struct ReadAudit: Operation {
    /// Its name on the control socket.
    public static let name = "read-audit"
    /// The entries of a page: some hundred kilobytes on the control socket.
    public static let pageEntries = 1_000

    private let shop: String
    private let sequence: Int64

    /// The page after that entry, in the shop with that public key; 0: the first one.
    public init(shop: String, after sequence: Int64 = 0) {
        self.shop = shop
        self.sequence = sequence
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        sequence = try members.integer("after")
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject(["shop": .string(shop), "after": .integer(sequence)])
    }

    /// Refuses an unknown shop.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> AuditPage {
        let shop = try administration.shop(shop)
        do throws(PrivacyError) {
            return try await administration.store.audit(
                of: shop, after: sequence, limit: Self.pageEntries)
        } catch {
            throw AdministrationError(error)
        }
    }
}
