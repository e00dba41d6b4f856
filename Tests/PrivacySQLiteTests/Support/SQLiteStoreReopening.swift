import Privacy
import PrivacySQLite

/// A second store on the folder of a test's store that was closed.
struct SQLiteStoreReopening {
    private let test: TestShop

    init(_ test: TestShop) { self.test = test }

    /// What the visitor's report holds when the folder is opened again.
    func clicks(visitor: String) async throws -> [String] {
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        guard let shop = try store.shop(withKey: test.shop.key) else {
            throw PrivacyError(.storage, "the shop is gone")
        }
        return try await store.report(
            on: SubjectQuery(visitor: VisitorID(visitor)), for: Call(origin: .shop, time: 1_000),
            in: shop
        )
        .clicks
    }
}
