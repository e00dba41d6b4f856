import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// A shop in which somebody was forgotten is opened and asked as any other.
struct ForgottenShopTests {
    private let test: TestShop
    private let shop: Shop

    /// A shop with a forget that is not looked for yet, closed as it should be.
    init() async throws {
        test = try TestShop { $0.upkeepMilliseconds = nil }
        shop = test.shop
        try await test.apply(
            .customer(1, email: "a@x.example"), .link("v", customer: 1), .click("v", "1"),
            .customer(2, email: "b@x.example"), .link("w", customer: 2), .click("w", "2"))
        try await test.forget(email: "a@x.example")
        test.store.settle()
    }

    private var folder: ShopFolder { test.files }

    /// Runs `body` with another store on the same folder, as after a restart.
    private func restarted<R>(_ body: (SQLiteStore) async throws -> R) async throws -> R {
        test.store.close()
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = nil
        let store = try SQLiteStore(folder: test.folder, configuration: configuration)
        defer { store.close() }
        return try await body(store)
    }

    @Test func `asking and clicking open neither file nor ledger`() async throws {
        #expect(test.store.pending.contains(shop.id))
        let report = try await test.report(email: "a@x.example")
        #expect(report.isEmpty && report.suppression != nil)
        #expect(try await test.report(email: "b@x.example").suppression == nil)
        try await test.apply(.click("w", "3"), .click("v", "old", at: 900))
        #expect(try await test.report(customer: 2).clicks.count == 2)
        #expect(try await test.report(visitor: "v").isEmpty)
        #expect(try test.isUnopened)
    }

    @Test func `who is forgotten while the shop is asked is known at once`() async throws {
        #expect(try await test.report(email: "b@x.example").suppression == nil)
        try await test.forget(email: "b@x.example")
        #expect(try await test.report(email: "b@x.example").suppression != nil)
        try await test.apply(.click("w", "3", at: 900))
        #expect(try await test.report(visitor: "w").isEmpty)
        test.store.settle()
        #expect(try await test.report(email: "b@x.example").suppression != nil)
        #expect(try await test.report(email: "a@x.example").suppression != nil)
        #expect(try test.isUnopened)
    }

    @Test func `whoever registers anew is not suppressed any more, after a reopening too`()
        async throws
    {
        let subject = test.subject("a@x.example")
        let call = Call(origin: .shop, time: 3_000)
        #expect(try await test.store.liftSuppression(of: subject, for: call, in: shop) == 1)
        #expect(try await test.report(email: "a@x.example").suppression == nil)
        test.store.settle()
        #expect(try await test.report(email: "a@x.example").suppression == nil)
    }

    @Test func `nothing is opened after a restart either`() async throws {
        let (isUnopened, unverified) = try await restarted { store in
            let report = try await store.report(
                on: test.subject("a@x.example"), for: Call(origin: .shop, time: 2_100), in: shop)
            #expect(report.suppression != nil)
            let use = try store.files.acquireBlocking(shop.id)
            defer { store.files.release(use) }
            return (
                use.file.connections == 0 && !use.file.hasOpenLedger,
                store.pending.unverifiedErasures(of: shop.id)
            )
        }
        #expect(isUnopened)
        // The look knows what it has to look for.
        #expect(unverified == 1)
    }

    @Test(arguments: ["committed = NULL, purged = NULL", "purged = NULL"])
    func `what an end of the process left is seen to first`(state: String) async throws {
        let ledger = try Connection.writer(path: folder.ledger)
        try ledger.execute("UPDATE erasure SET \(state)")
        ledger.close()
        _ = try await test.report(email: "b@x.example")
        #expect(try test.using { file, _ in file.connections } > 0)
        test.store.settle()
        let after = try Connection.reader(path: folder.ledger)
        defer { after.close() }
        #expect(try after.number(of: "SELECT count(*) FROM erasure WHERE purged > 0") == 1)
    }

    @Test func `a forget that was only intended is carried out before anybody is told`()
        async throws
    {
        let secrets = try test.using { file, _ in file.secrets }
        let ledger = try Ledger(path: folder.ledger, secrets: secrets, position: 1, now: 1)
        var plan = ErasurePlan()
        plan.names = [.email(try #require(address("b@x.example")))]
        let intent = ErasureIntent(id: 2, plan: plan, requested: 2_000, secrets: secrets)
        try ledger.write { _ in try ledger.insert(intent) }
        ledger.close()
        try await restarted { store in
            let report = try await store.report(
                on: test.subject("b@x.example"), for: Call(origin: .shop, time: 2_100), in: shop)
            #expect(report.isEmpty)
        }
    }

    @Test func `a ledger that is not the shop's is written down, not believed`() async throws {
        try folder.files.remove(ShopFolder.ledgerName)
        let report = try await test.report(email: "a@x.example")
        #expect(report.isEmpty && report.suppression == nil)
        let page = try await test.store.audit(of: shop, after: 0, limit: 10)
        #expect(page.entries.first?.action == AuditEvent.Action.ledgerLost.rawValue)
    }

    @Test func `a shop that was closed has no purge that waits`() async throws {
        test.store.upkeepState.setNotice("a purge waits", about: .purge, of: shop.id)
        test.store.lookAfterShops()
        #expect(test.store.upkeepState.notices.isEmpty)
    }
}
