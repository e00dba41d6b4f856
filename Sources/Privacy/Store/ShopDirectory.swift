/// Which shops there are and who may speak for them.
///
/// Functions are synchronous: what calls need is held in memory, and the rest is the operator's.
public protocol ShopDirectory: Sendable {
    /// The shop that a public key names; nil: none.
    func shop(withKey key: String) throws(PrivacyError) -> Shop?

    /// Every shop, in the order in which they were made.
    func shops() throws(PrivacyError) -> [Shop]

    /// Makes a shop. Throws `conflict` when the public key is taken, `invalid` when name or keys
    /// do not fit.
    ///
    /// - Parameters:
    ///   - name: What people call it.
    ///   - key: Its public key; nil: a new one.
    ///   - privateKey: Its private key; nil: a new one. Only its digest is kept.
    /// - Returns: The shop and its private key, which cannot be shown again.
    func createShop(name: String, key: String?, privateKey: PrivateKey?)
        throws(PrivacyError) -> (shop: Shop, privateKey: PrivateKey)

    /// Adds a private key; those that exist stay valid.
    func addPrivateKey(to id: ShopID, scopes: KeyScopes)
        throws(PrivacyError) -> (shop: Shop, grant: KeyGrant, privateKey: PrivateKey)

    /// Ends private keys by the ids of their grants. Throws `unknownRecord`.
    func revokePrivateKeys(_ grants: [String], of id: ShopID) throws(PrivacyError) -> Shop

    /// Changes what the operator decides.
    func configure(_ id: ShopID, _ settings: ShopSettings) throws(PrivacyError) -> Shop

    /// Disables a shop, or enables it again.
    func setDisabled(_ isDisabled: Bool, _ id: ShopID) throws(PrivacyError) -> Shop

    /// Deletes a shop with its folder, its ledger and its snapshots, and gives back the final receipt
    /// (``ClosureDocument``), signed with the shop's key for the last time.
    func deleteShop(_ id: ShopID) async throws(PrivacyError) -> SignedDocument
}
