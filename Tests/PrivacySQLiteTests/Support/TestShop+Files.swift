import Privacy

@testable import PrivacySQLite

extension TestShop {
    /// Where the shop's files stand.
    var files: ShopFolder { ShopFolder(data: folder, id: shop.id) }

    /// Runs `body` with the shop's open files.
    func using<R>(_ body: (ShopFile, ShopEntry) throws -> R) throws -> R {
        let use = try store.files.acquireBlocking(shop.id)
        defer { store.files.release(use) }
        return try body(use.file, use.entry)
    }

    /// Whether the shop has no connection of its own.
    var isUnopened: Bool {
        get throws { try using { file, _ in file.connections == 0 && !file.hasOpenLedger } }
    }
}
