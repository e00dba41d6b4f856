internal import Addresses
internal import JSON
internal import Privacy
internal import SQLite

/// Reads and writes the rows of the registry.
struct ShopTable {
    let connection: Connection

    func shop(withKey key: String) throws -> Shop? {
        let id = try ids("SELECT id FROM shop WHERE key = ?1 AND deleting = 0", .text(key)).first
        return try id.flatMap(shop)
    }

    func shops() throws -> [Shop] {
        try shopIDs().compactMap(shop)
    }

    func shopIDs() throws -> [ShopID] {
        try ids("SELECT id FROM shop WHERE deleting = 0 ORDER BY position")
    }

    func shopsBeingDeleted() throws -> [ShopID] {
        try ids("SELECT id FROM shop WHERE deleting = 1")
    }

    func pendingShops() throws -> [ShopID] {
        try ids("SELECT shop FROM pending WHERE shop IN (SELECT id FROM shop WHERE deleting = 0)")
    }

    func setPending(_ isPending: Bool, _ id: ShopID) throws {
        if isPending {
            try connection.run("INSERT OR IGNORE INTO pending(shop) VALUES (?1)", .text(id.text))
        } else {
            try connection.run("DELETE FROM pending WHERE shop = ?1", .text(id.text))
        }
    }

    func shop(_ id: ShopID) throws -> Shop? {
        var rows = try connection.query(
            """
            SELECT name, key, created, disabled, collected, suppression_days,
                kept_order_attributes, allowed_addresses
            FROM shop WHERE id = ?1 AND deleting = 0
            """, .text(id.text))
        guard try rows.step() else { return nil }
        return Shop(
            id: id, name: rows.text(0), key: rows.text(1), grants: try grants(of: id),
            isDisabled: rows.integer(3) != 0, created: rows.integer(2),
            settings: ShopSettings(
                collected: DataKinds(rawValue: rows.integer(4)),
                suppressionDays: rows.integer(5),
                keptOrderAttributes: try names(rows.json(6)),
                allowedAddresses: try addresses(rows.json(7))))
    }

    /// Nil for a shop whose deletion was begun, so that its file is not opened again.
    func secret(of id: ShopID) throws -> [UInt8]? {
        var rows = try connection.query(
            "SELECT digest_secret FROM shop WHERE id = ?1 AND deleting = 0", .text(id.text))
        return try rows.step() ? rows.blob(0) : nil
    }

    /// The secret of a shop whose deletion was begun, for its final receipt.
    func secretOfDeleted(_ id: ShopID) throws -> [UInt8]? {
        var rows = try connection.query(
            "SELECT digest_secret FROM shop WHERE id = ?1 AND deleting = 1", .text(id.text))
        return try rows.step() ? rows.blob(0) : nil
    }

    /// Whether the shop's file was ever made.
    func isMade(_ id: ShopID) throws -> Bool {
        var rows = try connection.query("SELECT made FROM shop WHERE id = ?1", .text(id.text))
        return try rows.step() && rows.integer(0) != 0
    }

    func setMade(_ id: ShopID) throws {
        try connection.run("UPDATE shop SET made = 1 WHERE id = ?1", .text(id.text))
    }

    func insert(_ shop: Shop, secret: [UInt8]) throws {
        try connection.run(
            """
            INSERT INTO shop(id, position, name, key, created, disabled, deleting, collected,
                suppression_days, kept_order_attributes, digest_secret, allowed_addresses)
            VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM shop), ?2, ?3, ?4, 0, 0, ?5,
                ?6, ?7, ?8, ?9)
            """,
            .text(shop.id.text), .text(shop.name), .text(shop.key), .integer(shop.created),
            .integer(shop.settings.collected.rawValue), .integer(shop.settings.suppressionDays),
            text(shop.settings.keptOrderAttributes), .blob(secret),
            text(shop.settings.allowedAddresses.map(\.description)))
        for grant in shop.grants { try insert(grant, of: shop.id) }
    }

    func insert(_ grant: KeyGrant, of id: ShopID) throws {
        try connection.run(
            "INSERT INTO private_key(id, shop, digest, scopes, created) VALUES (?1, ?2, ?3, ?4, ?5)",
            .text(grant.id), .text(id.text), .blob(grant.digest),
            .integer(grant.scopes.rawValue), .integer(grant.created))
    }

    /// Whether some shop has a private key of this digest.
    func hasGrant(digest: [UInt8]) throws -> Bool {
        var rows = try connection.query(
            "SELECT 1 FROM private_key WHERE digest = ?1", .blob(digest))
        return try rows.step()
    }

    /// False when the shop has no such key.
    func removeGrant(_ grant: String, of id: ShopID) throws -> Bool {
        try connection.run(
            "DELETE FROM private_key WHERE id = ?1 AND shop = ?2", .text(grant), .text(id.text))
        return connection.changedRows > 0
    }

    func set(_ settings: ShopSettings, of id: ShopID) throws {
        try connection.run(
            """
            UPDATE shop SET collected = ?2, suppression_days = ?3, kept_order_attributes = ?4,
                allowed_addresses = ?5
            WHERE id = ?1
            """,
            .text(id.text), .integer(settings.collected.rawValue),
            .integer(settings.suppressionDays), text(settings.keptOrderAttributes),
            text(settings.allowedAddresses.map(\.description)))
    }

    func setDisabled(_ isDisabled: Bool, _ id: ShopID) throws {
        try connection.run(
            "UPDATE shop SET disabled = ?2 WHERE id = ?1",
            .text(id.text), .integer(isDisabled ? 1 : 0))
    }

    func beginDeletion(of id: ShopID) throws {
        try connection.run("UPDATE shop SET deleting = 1 WHERE id = ?1", .text(id.text))
    }

    func remove(_ id: ShopID) throws {
        try connection.run("DELETE FROM private_key WHERE shop = ?1", .text(id.text))
        try connection.run("DELETE FROM pending WHERE shop = ?1", .text(id.text))
        try connection.run("DELETE FROM shop WHERE id = ?1", .text(id.text))
    }

    private func ids(_ sql: StaticString, _ value: Value...) throws -> [ShopID] {
        var found: [ShopID] = []
        var rows =
            try value.isEmpty ? connection.query(sql) : connection.query(sql, value[0])
        while try rows.step() {
            guard let id = ShopID(rows.text(0)) else {
                throw PrivacyError(.storage, "The registry holds a malformed shop id.")
            }
            found.append(id)
        }
        return found
    }

    private func grants(of id: ShopID) throws -> [KeyGrant] {
        var grants: [KeyGrant] = []
        var rows = try connection.query(
            "SELECT id, digest, scopes, created FROM private_key WHERE shop = ?1 ORDER BY created, id",
            .text(id.text))
        while try rows.step() {
            grants.append(
                KeyGrant(
                    id: rows.text(0), digest: rows.blob(1),
                    scopes: KeyScopes(rawValue: rows.integer(2)), created: rows.integer(3)))
        }
        return grants
    }

    private func names(_ text: JSONText) throws -> [String] {
        try StoredJSON.array(text).compactMap { value in
            if case .string(let name) = value { name } else { nil }
        }
    }

    /// Refuses what it cannot read: left out, it would open the shop to more than the operator wants.
    private func addresses(_ text: JSONText) throws -> [AddressRange] {
        try names(text).map { name in
            guard let range = AddressRange(name) else {
                throw PrivacyError(.storage, "The registry holds a malformed range of addresses.")
            }
            return range
        }
    }

    private func text(_ names: [String]) -> Value {
        .json(StoredJSON.text(names.map(JSONValue.string)))
    }
}
