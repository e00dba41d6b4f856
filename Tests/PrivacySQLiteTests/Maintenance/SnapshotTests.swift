import Foundation
import JSON
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Snapshots of a shop: made, put back, and rewritten without those who were forgotten since.
struct SnapshotTests {
    private let test: TestShop
    private let secrets: ShopSecrets
    private let call = Call(origin: .shop, time: 2_500)

    init() async throws {
        test = try TestShop { configuration in
            configuration.upkeepMilliseconds = nil
        }
        secrets = try test.store.registry.shop(test.shop.id).secrets
        for number in 1...30 {
            try await test.apply(
                .customer(number, email: "person-\(number)@shop.example"),
                .order(number, customer: number), .link("visitor-\(number)", customer: number),
                .click("visitor-\(number)", "1"))
        }
    }

    @Test func `who was forgotten since stays forgotten, and the others are whole`() async throws {
        let before = try await export(5)
        let path = try await backUp()
        try await test.forget(customer: 4)
        try await test.apply(.customer(31), .customer(5, email: "changed@shop.example"))
        let restored = try await test.store.restore(from: path, for: call) { _ in }
        #expect(restored.replayed == 1 && restored.shop == test.shop.id)
        #expect(try await test.report(customer: 4).isEmpty)
        #expect(try await test.report(visitor: "visitor-4").isEmpty)
        #expect(try await export(5) == before)
        #expect(try await test.report(customer: 31).isEmpty)
        let kept = try await test.store.orders([id(4)], in: test.shop)
        #expect(kept.count == 1 && kept[0].customer == nil)
        let outcome = try await test.apply(.customer(4), at: 3_000)
        #expect(outcome.suppressed == [.id(id(4))])
        try await expectSound()
    }

    @Test func `who came back after a forget is not forgotten again`() async throws {
        try await test.forget(customer: 4, at: 2_000)
        try await test.apply(.order(40, customer: 4, time: 2_100), at: 2_100)
        let path = try await backUp()
        _ = try await test.store.restore(from: path, for: call) { _ in }
        #expect(try await test.report(customer: 4).orderIDs == ["40"])
        try await expectSound()
    }

    @Test func `a rewritten snapshot holds no byte of who was forgotten`() async throws {
        let path = try await backUp()
        let erasure = try await test.erase(test.subject(nil, 7))
        #expect(try content(of: path).contains("person-7@"))
        let summary = try await test.store.purge(backups: true, for: call) { _ in }
        #expect(summary.rewrittenSnapshots == 1 && summary.repaired == 0)
        #expect(try !content(of: path).contains("person-7@"))
        #expect(try content(of: path).contains("person-8@"))
        #expect(try await state(of: erasure) == .backupsPurged)
        let again = try await test.store.purge(backups: true, for: call) { _ in }
        #expect(again.rewrittenSnapshots == 0)
        _ = try await test.store.restore(from: path, for: call) { _ in }
        #expect(try await test.report(customer: 8).orderIDs == ["8"])
        try await expectSound()
    }

    @Test func `serving rewrites snapshots by itself in time`() async throws {
        let path = try await backUp()
        let erasure = try await test.erase(test.subject(nil, 7))
        test.store.close()
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = 5
        configuration.purgeBackupsWithinSeconds = 0
        let store = try SQLiteStore(folder: test.folder, configuration: configuration)
        defer { store.close() }
        for _ in 0..<1_000 where try await state(of: erasure, store) != .backupsPurged {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await state(of: erasure, store) == .backupsPurged)
        #expect(try !content(of: path).contains("person-7@"))
    }

    @Test func `digests live as long as a snapshot that is older than the forget`() async throws {
        let path = try await backUp()
        var settings = test.shop.settings
        settings.suppressionDays = 0
        _ = try test.store.configure(test.shop.id, settings)
        try await test.forget(customer: 4)
        _ = try await test.store.purge(backups: false, for: call) { _ in }
        let copy = try keep(path)
        let restored = try await test.store.restore(from: path, for: call) { _ in }
        #expect(restored.replayed == 1)
        #expect(try await test.report(customer: 4).isEmpty)
        // Once the snapshot is rewritten nothing needs the digests, and the old copy is refused.
        _ = try await test.store.purge(backups: true, for: call) { _ in }
        _ = try await test.store.purge(backups: false, for: call) { _ in }
        let error = await #expect(throws: PrivacyError.self) {
            _ = try await test.store.restore(from: copy, for: call) { _ in }
        }
        #expect(error?.message.contains("older than the ledger reaches") == true)
        #expect(try await test.report(customer: 5).orderIDs == ["5"])
    }

    @Test func `a snapshot of another history is refused`() async throws {
        try await test.forget(customer: 4)
        let path = try await backUp()
        test.store.close()
        let ledger = "\(test.folder)/shops/\(test.shop.id.text)/ledger.db"
        unsafe unlink(ledger)
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        _ = try await store.erase(test.subject(nil, 9), for: call, in: test.shop)
        let error = await #expect(throws: PrivacyError.self) {
            _ = try await store.restore(from: path, for: call) { _ in }
        }
        #expect(error?.code == .invalid)
        #expect(error?.message.contains("another history") == true)
        // Nor is it taken for one of this history by being rewritten.
        let rewriting = await #expect(throws: PrivacyError.self) {
            _ = try await store.purge(backups: true, for: call) { _ in }
        }
        #expect(rewriting?.message.contains("another history") == true)
    }

    @Test func `what a shared visitor held of the forgotten stays out`() async throws {
        // Clicked before the first link, and so of who is linked first.
        try await test.apply(.click("shared", "1"), .click("other", "2"))
        let path = try await backUp()
        try await test.apply(
            .link("shared", customer: 4), .link("shared", customer: 5),
            .link("other", customer: 5), .link("other", customer: 4))
        try await test.forget(customer: 4)
        try await expectSound()
        _ = try await test.store.restore(from: path, for: call) { _ in }
        #expect(try await test.report(visitor: "shared").isEmpty)
        #expect(try await test.report(visitor: "other").clicks == ["Clicked product 2"])
        try await expectSound()
    }

    @Test func `an order that became the forgotten's after the snapshot is anonymous in it`()
        async throws
    {
        let street = JSONObject([.init(name: "street", value: .string("High Street"))])
        try await test.apply(
            .order(70, attributes: street), .order(71, customer: 5, attributes: street))
        let path = try await backUp()
        try await test.apply(
            .orderPatch(OrderRecord(id: id(70), customer: id(4))),
            .orderPatch(OrderRecord(id: id(71), email: address("person-4@shop.example"))))
        try await test.forget(email: "person-4@shop.example")
        _ = try await test.store.restore(from: path, for: call) { _ in }
        for order in try await test.store.orders([id(70), id(71)], in: test.shop) {
            #expect(order.attributes == .emptyObject && order.customer == nil)
        }
        try await test.apply(.order(70, customer: 6, attributes: street))
        #expect(try await test.report(customer: 6).orderIDs == ["6"])
        #expect(try await test.report(customer: 5).orderIDs == ["5"])
        try await expectSound()
    }

    @Test func `what was nobody's of a visitor that stays is not brought back`() async throws {
        try await test.apply(.click("shared", "9", at: 1_000))
        let late: Int64 = 1_000 + 2 * 86_400
        try await test.apply(.link("shared", customer: 4), .click("shared", "8"), at: late)
        let path = try await backUp()
        let subject = test.subject("stranger@shop.example", nil, "shared")
        #expect(try await test.erase(subject, at: late).counts.activity == 1)
        let before = try await test.report(visitor: "shared").clicks
        #expect(before.contains("Clicked product 8") && !before.contains("Clicked product 9"))
        try await expectSound()
        _ = try await test.store.restore(from: path, for: call) { _ in }
        #expect(try await test.report(visitor: "shared").clicks == before)
        #expect(try await test.store.suppressions(in: test.shop, at: late, limit: 9).count == 1)
        let again = try await test.erase(subject, at: late)
        #expect(again.counts.activity == 0)
        try await expectSound()
    }

    @Test func `a notice goes with what it is about`() async throws {
        let path = try await backUp()
        let content = try Data(contentsOf: URL(fileURLWithPath: path))
        try Data("no snapshot".utf8).write(to: URL(fileURLWithPath: path))
        _ = try await test.erase(test.subject(nil, 7))
        test.store.close()
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = 5
        configuration.purgeBackupsWithinSeconds = 0
        let store = try SQLiteStore(folder: test.folder, configuration: configuration)
        defer { store.close() }
        for _ in 0..<1_000 where store.notices.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(store.notices.count == 1)
        // A look that finds nothing says nothing about the snapshots.
        _ = try await store.purge(backups: false, for: call) { _ in }
        #expect(store.notices.count == 1)
        try content.write(to: URL(fileURLWithPath: path))
        _ = try await store.purge(backups: true, for: call) { _ in }
        #expect(store.notices.isEmpty)
        try Data("no snapshot".utf8).write(to: URL(fileURLWithPath: path))
        _ = try await store.erase(test.subject(nil, 8), for: call, in: test.shop)
        for _ in 0..<1_000 where store.notices.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(store.notices.count == 1)
        _ = try await store.deleteShop(test.shop.id)
        #expect(store.notices.isEmpty)
    }

    @Test func `a snapshot that cannot be read holds up no other`() async throws {
        let broken = try await backUp()
        let whole = try await backUp()
        let files = [broken, whole].sorted()
        try FileManager.default.removeItem(atPath: files[0])
        try Data("no snapshot".utf8).write(to: URL(fileURLWithPath: files[0]))
        try await test.forget(customer: 7)
        await #expect(throws: PrivacyError.self) {
            _ = try await test.store.purge(backups: true, for: call) { _ in }
        }
        #expect(try !content(of: files[1]).contains("person-7@"))
    }

    @Test func `only so many snapshots are kept`() async throws {
        for _ in 0..<3 { _ = try await backUp() }
        let summary = try await test.store.backUp(test.shop, keep: 2, for: call) { _ in }
        #expect(summary.removed.count == 2)
        let report = try await test.store.verify(for: call) { _ in }
        #expect(report.snapshots == 2 && report.faults.isEmpty)
    }

    @Test func `everything is lost but the snapshots and the key`() async throws {
        let key = [UInt8](repeating: 7, count: 32)
        try await test.forget(customer: 4)
        let path = try keep(try await backUp())
        let registry = try keep(
            try await test.store.backUpRegistry(key: key, keep: nil, for: call))
        let before = try await export(5)
        test.store.close()
        TestFolder.remove(test.folder)

        _ = try SQLiteStore.restoreRegistry(from: registry, key: key, to: test.folder)
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        _ = try await store.restore(from: path, for: call) { _ in }
        let report = try await store.report(on: test.subject(nil, 5), for: call, in: test.shop)
        #expect("\(report.orderIDs) \(report.emails) \(report.clicks)" == before)
        let refused = try await store.apply([.customer(4)], of: call, in: test.shop)
        #expect(refused.suppressed == [.id(id(4))])
        #expect(try await store.verify(for: call) { _ in }.faults == [])
        #expect(throws: PrivacyError.self) {
            try SQLiteStore.restoreRegistry(from: registry, key: key, to: test.folder)
        }
    }

    private func backUp() async throws -> String {
        try await test.store.backUp(test.shop, keep: nil, for: call) { _ in }.path
    }

    private func export(_ customer: Int) async throws -> String {
        let report = try await test.report(customer: customer)
        return "\(report.orderIDs) \(report.emails) \(report.clicks)"
    }

    private func expectSound() async throws {
        let report = try await test.store.verify(for: call) { _ in }
        #expect(report.faults == [])
    }

    private func state(
        of erasure: Erasure, _ store: SQLiteStore? = nil
    ) async throws -> ErasureReceipt.State? {
        let document = try #require(
            try await (store ?? test.store).receipt(erasure.receipt, for: call, in: test.shop))
        return try ReceiptDocument.receipt(in: document.bytes).state
    }

    /// What a snapshot's files hold, as text.
    private func content(of path: String) throws -> String {
        let folder = "/tmp/oblio-unpacked-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { TestFolder.remove(folder) }
        _ = try SnapshotReader(path: path)
            .unpack(
                to: [.privacy: folder + "/p", .ledger: folder + "/l"], sealedWith: secrets.seal)
        let bytes = try ["/p", "/l"].flatMap { try OpenFile.contents(of: folder + $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A copy of a file outside of the data folder.
    private func keep(_ path: String) throws -> String {
        let copy = "/tmp/oblio-kept-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }
}
