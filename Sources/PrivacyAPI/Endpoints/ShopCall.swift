internal import HTTPServer
internal import Privacy

/// A call of a shop whose keys were found right.
struct ShopCall: Sendable {
    /// The shop.
    let shop: Shop
    /// Whose word it is, and when it was heard.
    let call: Call
    /// What came with it.
    let arguments: Arguments
    /// What knows the shop's data.
    let store: any PrivacyStore & ErasureLedger

    /// Applies changes whole or not at all, without what the shop does not collect, and answers
    /// `ok` once they are on disk.
    func answer(applying changes: [Change], visitor: VisitorID? = nil)
        async throws(APIError) -> Response
    {
        try await apply(changes).response(visitor: visitor)
    }

    /// Applies changes whole or not at all, without what the shop does not collect.
    func apply(_ changes: [Change]) async throws(APIError) -> AppliedChanges {
        var door = Door(collecting: shop.settings.collected)
        let admitted = changes.compactMap { door.admit($0) }
        guard !admitted.isEmpty else { return AppliedChanges(ignored: door.ignored) }
        do {
            let outcome = try await store.apply(admitted, of: call, in: shop)
            return AppliedChanges(
                ignored: door.ignored, parcel: outcome.parcel, suppressed: outcome.suppressed)
        } catch {
            throw APIError(error)
        }
    }
}
