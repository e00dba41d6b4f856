public import JSON
public import Privacy

/// Forgets a subject, or tells what a forget would remove and keep.
public struct EraseSubject: Operation {
    /// Its name on the control socket.
    public static let name = "erase-subject"

    private let shop: String
    private let subject: SubjectQuery
    private let isPreview: Bool

    /// A forget in the shop with that public key.
    public init(subject: SubjectQuery, shop: String, isPreview: Bool) {
        self.shop = shop
        self.subject = subject
        self.isPreview = isPreview
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        isPreview = try members.flag("preview")
        subject = try SubjectQuery(json: json)
    }

    /// The operation as JSON.
    public var json: JSONObject {
        var object = subject.json
        object["shop"] = .string(shop)
        object["preview"] = .bool(isPreview)
        return object
    }

    /// Refuses an unknown shop, and a subject that is two people or a shared visitor.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> ErasureSummary {
        let shop = try administration.shop(shop)
        do throws(PrivacyError) {
            let (store, call) = (administration.store, administration.call())
            guard isPreview else {
                let erasure = try await store.erase(subject, for: call, in: shop)
                return ErasureSummary(erasure.counts, receipt: erasure.receipt)
            }
            return ErasureSummary(
                try await store.erasurePreview(of: subject, for: call, in: shop), receipt: nil)
        } catch {
            throw AdministrationError(error)
        }
    }
}
