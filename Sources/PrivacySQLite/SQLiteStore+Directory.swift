internal import Glibc
public import Privacy

extension SQLiteStore: ShopDirectory {
    /// The longest name of a shop, in UTF-8 bytes.
    static let maximumNameBytes = 200
    /// The longest public key: it stands in every call.
    static let maximumKeyBytes = 128
    /// The characters of a key made here.
    private static let generatedKeyLength = 32

    /// The shop that a public key names, from memory or the registry.
    public func shop(withKey key: String) throws(PrivacyError) -> Shop? {
        try StorageError.translating { try registry.shop(withKey: key) }
    }

    /// Every shop, in the order in which they were made.
    public func shops() throws(PrivacyError) -> [Shop] {
        try StorageError.translating { try registry.shops() }
    }

    /// Makes a shop, whose file comes with its first use.
    public func createShop(name: String, key: String?, privateKey: PrivateKey?)
        throws(PrivacyError) -> (shop: Shop, privateKey: PrivateKey)
    {
        let privateKey = privateKey ?? PrivateKey.random()
        let key = key ?? String(PrivateKey.random().secret.prefix(Self.generatedKeyLength))
        try Self.check(name: name, key: key, privateKey: privateKey)
        let now = Int64(time(nil))
        let shop = Shop(
            id: .random(), name: name, key: key,
            grants: [Self.grant(for: privateKey, scopes: .all, now)],
            isDisabled: false, created: now, settings: ShopSettings())
        try StorageError.translating {
            try registry.writing { table in
                guard try table.shop(withKey: key) == nil else {
                    throw PrivacyError(.conflict, "Another shop has this public key.")
                }
                guard try !table.hasGrant(digest: privateKey.digest) else {
                    throw PrivacyError(.conflict, "Another shop has this private key.")
                }
                try table.insert(shop, secret: Digester.randomSecret())
            }
        }
        return (shop, privateKey)
    }

    /// Adds a private key beside those that exist.
    public func addPrivateKey(to id: ShopID, scopes: KeyScopes)
        throws(PrivacyError) -> (shop: Shop, grant: KeyGrant, privateKey: PrivateKey)
    {
        let privateKey = PrivateKey.random()
        let grant = Self.grant(for: privateKey, scopes: scopes, Int64(time(nil)))
        let shop = try StorageError.translating {
            try registry.change(id) { table in try table.insert(grant, of: id) }
        }
        return (shop, grant, privateKey)
    }

    /// Ends private keys; all of them or, when one is unknown, none.
    public func revokePrivateKeys(_ grants: [String], of id: ShopID) throws(PrivacyError) -> Shop {
        try StorageError.translating {
            try registry.change(id) { table in
                for grant in grants where try !table.removeGrant(grant, of: id) {
                    throw PrivacyError(.unknownRecord, "The shop has no private key of this id.")
                }
            }
        }
    }

    /// Changes what the operator decides; the next call sees it.
    public func configure(_ id: ShopID, _ settings: ShopSettings) throws(PrivacyError) -> Shop {
        guard (0...ShopSettings.maximumSuppressionDays).contains(settings.suppressionDays) else {
            throw PrivacyError(
                .invalid,
                "The suppression must be 0 to \(ShopSettings.maximumSuppressionDays) days.")
        }
        return try StorageError.translating {
            try registry.change(id) { table in try table.set(settings, of: id) }
        }
    }

    /// Disables a shop, or enables it again.
    public func setDisabled(_ isDisabled: Bool, _ id: ShopID) throws(PrivacyError) -> Shop {
        try StorageError.translating {
            try registry.change(id) { table in try table.setDisabled(isDisabled, id) }
        }
    }

    /// Deletes everything of a shop, once the calls that run have ended.
    ///
    /// The intent is on disk before the first file goes: an end of the process in between is
    /// finished at the next start.
    public func deleteShop(_ id: ShopID) async throws(PrivacyError) -> SignedDocument {
        // The chain's end, which the final receipt names, is to have all that was asked for.
        let flush = AuditFlush(counter: files.audit(of: id))
        try? await upkeep(in: id) { flush.run($0) }
        _ = try StorageError.translating { () throws -> Void in
            try registry.writing { table in
                guard try table.shop(id) != nil else { throw Registry.unknownShop }
                try table.beginDeletion(of: id)
            }
        }
        // From here on no new call finds the shop; those that run end soon.
        while !files.closeForDeletion(id) { try? await Task.sleep(for: .milliseconds(5)) }
        defer { upkeepState.remove(id) }
        let (receipt, removed) = try await Self.run(on: threads) { [self] in
            try removeData(of: id)
        }
        // It may take long, and nobody else is to wait for it.
        let eraser = WorkThreads(named: "eraser", count: 1)
        try await Self.run(on: eraser) { [self] in overwrite(removed) }
        eraser.close()
        return receipt
    }

    /// Overwrites what files held that were deleted, until the store is being closed.
    private func overwrite(_ removed: [RemovedFile]) {
        for file in removed { file.overwrite { !isStopping } }
    }

    /// Finishes the deletions that an end of the process, or the disk, cut short.
    ///
    /// One that cannot be finished now keeps nobody else from being served.
    func finishDeletions() throws {
        for id in try registry.shopsBeingDeleted() {
            do {
                let removed = try removeData(of: id).removed
                // Nobody is to wait for it to be served.
                maintenance.enqueue { [self] in overwrite(removed) }
            } catch {
                faults.note(StorageError.translate(error), of: nil)
                upkeepState.setNotice(
                    "its deletion could not be finished: it is tried again at the next start",
                    about: .deletion, of: id)
            }
        }
    }

    private func removeData(
        of id: ShopID
    ) throws -> (receipt: SignedDocument, removed: [RemovedFile]) {
        let deletion = ShopDeletion(
            data: folder, id: id, secrets: try registry.secretsOfDeleted(id))
        let done = try deletion.run(now: Int64(time(nil)))
        try registry.writing { table in try table.remove(id) }
        registry.emptyLog()
        return done
    }

    private static func grant(for key: PrivateKey, scopes: KeyScopes, _ now: Int64) -> KeyGrant {
        KeyGrant(
            id: String(PrivateKey.random().secret.prefix(8)), digest: key.digest, scopes: scopes,
            created: now)
    }

    private static func check(name: String, key: String, privateKey: PrivateKey)
        throws(PrivacyError)
    {
        guard !name.isEmpty, name.utf8.count <= maximumNameBytes,
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw PrivacyError(
                .invalid, "The name must have 1 to \(maximumNameBytes) bytes of plain text.")
        }
        guard (1...maximumKeyBytes).contains(key.utf8.count), isPrintable(key) else {
            throw PrivacyError(
                .invalid, "The key must have 1 to \(maximumKeyBytes) visible ASCII characters.")
        }
        let lengths = 1...PrivateKey.maximumBytes
        guard lengths.contains(privateKey.secret.utf8.count), isPrintable(privateKey.secret) else {
            throw PrivacyError(
                .invalid,
                """
                The private key must have \(lengths.lowerBound) to \(lengths.upperBound) visible \
                ASCII characters.
                """)
        }
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
