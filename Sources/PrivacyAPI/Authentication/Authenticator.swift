internal import Addresses
internal import JSON
internal import Privacy

/// Says whose call it is, and whether it may be made.
struct Authenticator: Sendable {
    /// Whose word a call is, and of which shop.
    struct Caller: Sendable {
        let shop: Shop
        let origin: Call.Origin
        let actor: Actor
        /// Whose calls are counted together.
        let limitedKey: LimitedKey
    }

    private let shops: any ShopDirectory

    /// An authenticator over the shops that there are.
    init(shops: any ShopDirectory) { self.shops = shops }

    /// Who calls: refused in the contract's order when the keys do not do.
    ///
    /// - Parameter address: From where the call comes; nil: a process on this machine, through a
    ///   socket file, which no list of addresses names.
    func caller(
        _ arguments: Arguments, at address: IPAddress?, for access: Access
    ) throws(APIError) -> Caller {
        guard let key = try arguments.optional(.key, as: .text) else { throw .missingKey }
        let privateKey = try arguments.optional(.privateKey, as: .text)
        let shop = try shop(withKey: key)
        let grant = try grant(for: privateKey, of: shop, at: address, access)
        guard !shop.isDisabled else { throw .disabledShop }
        return Caller(
            shop: shop, origin: grant == nil ? .anyone : .shop,
            actor: grant.map { .key($0.id) } ?? .anyone,
            limitedKey: grant.map { .privateKey($0.id) } ?? .anyone(shop.id))
    }

    private func shop(withKey key: String) throws(APIError) -> Shop {
        let found: Shop?
        do { found = try shops.shop(withKey: key) } catch { throw APIError(error) }
        guard let found else { throw .unknownKey }
        return found
    }

    /// The private key's grant, which has what the access needs; nil: it was not given nor needed.
    private func grant(
        for privateKey: String?, of shop: Shop, at address: IPAddress?, _ access: Access
    ) throws(APIError) -> KeyGrant? {
        let scope: KeyScopes
        switch access {
        case .publicKey(let needed):
            guard privateKey != nil else { return nil }
            scope = needed
        case .privateKey(let needed):
            scope = needed
        }
        guard let privateKey else { throw .missingPrivateKey }
        // Before the key is looked at: elsewhere nobody learns whether it is right.
        guard shop.settings.allows(address) else { throw .addressNotAllowed }
        guard privateKey.utf8.count <= PrivateKey.maximumBytes,
            let grant = shop.grant(for: PrivateKey(privateKey))
        else { throw .wrongPrivateKey }
        guard grant.scopes.isSuperset(of: scope) else { throw .outOfScope }
        return grant
    }
}
