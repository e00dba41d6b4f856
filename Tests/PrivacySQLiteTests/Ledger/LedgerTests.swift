import Glibc
import JSON
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct LedgerTests {
    private let test: TestShop

    /// Without upkeep, whose looks come into the chain at their own time.
    init() throws { test = try TestShop { $0.upkeepMilliseconds = nil } }

    private func reopened() throws -> SQLiteStore {
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = nil
        return try SQLiteStore(folder: test.folder, configuration: configuration)
    }

    @Test func `a receipt tells what was erased and kept, and that it is purged`() async throws {
        try await test.apply(
            .customer(1, email: "a@x.example"), .order(5, customer: 1), .link("v", customer: 1),
            .click("v", "12"))
        let erasure = try await test.erase(test.subject(nil, 1))
        let document = try #require(
            try await test.store.receipt(
                erasure.receipt, for: Call(origin: .shop, time: 3_000), in: test.shop))
        let key = try test.store.signingKey(of: test.shop)
        #expect(document.isSigned(by: key))
        let answer = ReceiptAnswer.bytes(of: document)
        guard case .erasure(let receipt) = try ReceiptCheck(publicKey: key).document(in: answer)
        else { return #expect(Bool(false), "it is no receipt of an erasure") }
        #expect(receipt.counts == erasure.counts && receipt.counts.customers == 1)
        #expect(receipt.counts.keptOrders == 1)
        #expect(receipt.requested == 2_000 && receipt.shop == test.shop.id)
        #expect(receipt.committed != nil && receipt.purged != nil && !receipt.hasWaited)
    }

    /// Forgets people, each of which is an entry of the chain.
    private func forget(_ numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            let call = Call(origin: .shop, time: 2_000)
            _ = try await test.store.erase(test.subject(nil, number), for: call, in: test.shop)
        }
    }

    @Test func `a clock that is set back does not turn a receipt's times around`() async throws {
        let later: Int64 = 32_503_680_000
        let erasure = try await test.erase(test.subject(nil, 1), at: later)
        let call = Call(origin: .shop, time: later)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
        let document = try #require(
            try await test.store.receipt(erasure.receipt, for: call, in: test.shop))
        let receipt = try ReceiptDocument.receipt(in: document.bytes)
        #expect(receipt.committed == later && receipt.purged == later)
    }

    @Test func `an unknown receipt is none`() async throws {
        for _ in 0..<2 {
            let receipt = try await test.store.receipt(
                .random(), for: Call(origin: .shop, time: 1), in: test.shop)
            #expect(receipt == nil)
            try await test.forget(email: "s@x.example")
        }
    }

    @Test func `the chain tells who asked for what and what came of it`() async throws {
        try await test.apply(.customer(1, email: "a@x.example"))
        let key = Call(origin: .shop, time: 1_500, actor: .key("ab12"))
        for _ in 0..<3 {
            _ = try await test.store.report(on: test.subject(nil, 1), for: key, in: test.shop)
        }
        _ = try await test.store.report(on: test.subject(nil, 8), for: key, in: test.shop)
        let erasure = try await test.store.erase(test.subject(nil, 1), for: key, in: test.shop)
        let page = try await test.store.audit(of: test.shop, after: 0, limit: 100)
        #expect(page.faults.isEmpty && page.next == nil)
        let told = page.entries.map { "\($0.action) \($0.actor) \($0.outcome) \($0.count)" }
        #expect(
            Set(told) == [
                "forget key:ab12 ok 1", "info key:ab12 ok 3", "info key:ab12 unknown 1",
            ])
        #expect(page.entries.contains { $0.reference == erasure.receipt.text })
    }

    @Test func `a closed shop's counted reads are in its chain`() async throws {
        try await test.apply(.customer(1))
        _ = try await test.report(customer: 1)
        test.store.close()
        let store = try reopened()
        defer { store.close() }
        let page = try await store.audit(of: test.shop, after: 0, limit: 100)
        #expect(page.entries.map(\.action) == ["info"])
    }

    @Test(arguments: [
        ("UPDATE audit SET actor = 'key:other' WHERE sequence = 2", "entry 2 was changed"),
        ("UPDATE audit SET count = 0 WHERE sequence = 4", "entry 4 was changed"),
        ("DELETE FROM audit WHERE sequence = 2", "entry 2 is missing"),
        ("DELETE FROM audit WHERE sequence = 4", "ends at entry 3, not at 4"),
        ("DELETE FROM audit", "ends at entry 0, not at 4"),
        ("DELETE FROM head", "is missing"),
        ("UPDATE head SET sequence = 3", "seal at the end of the audit chain was changed"),
        (
            """
            DELETE FROM audit WHERE sequence = 4;
            UPDATE head SET sequence = 3, hash = (SELECT hash FROM audit WHERE sequence = 3)
            """, "seal at the end of the audit chain was changed"
        ),
    ])
    func `a changed or missing entry is found`(sql: String, fault: String) async throws {
        try await forget(1...4)
        test.store.close()
        let ledger = try Connection(
            path: "\(test.folder)/shops/\(test.shop.id.text)/ledger.db", access: .readWrite)
        try ledger.execute(sql)
        ledger.close()
        let store = try reopened()
        defer { store.close() }
        let page = try await store.audit(of: test.shop, after: 0, limit: 100)
        #expect(page.faults.contains { $0.contains(fault) }, "\(page.faults)")
        // What comes later does not mend it.
        let call = Call(origin: .shop, time: 3_000)
        _ = try await store.erase(test.subject(nil, 9), for: call, in: test.shop)
        let later = try await store.audit(of: test.shop, after: 0, limit: 100)
        #expect(!later.faults.isEmpty)
    }

    @Test(arguments: [
        "UPDATE erasure SET counts = '{\"customers\":99}'", "UPDATE erasure SET requested = 5",
        "UPDATE erasure SET verified = 6", "UPDATE erasure SET backups_purged = 7",
        "UPDATE erasure SET receipt = '0123456789abcdef0123456789abcdef'",
        "DELETE FROM erasure WHERE id = 1",
    ])
    func `a receipt that was changed in the ledger is found`(sql: String) async throws {
        try await forget(1...1)
        let call = Call(origin: .shop, time: 3_000)
        let receipt = try #require(
            try await test.store.suppressions(in: test.shop, at: 2_000, limit: 1).first?.receipt)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
        test.store.close()
        let ledger = try Connection(
            path: "\(test.folder)/shops/\(test.shop.id.text)/ledger.db", access: .readWrite)
        try ledger.execute(sql)
        ledger.close()
        let store = try reopened()
        defer { store.close() }
        #expect(try await !store.verify(for: call) { _ in }.faults.isEmpty)
        if sql.contains("counts") {
            await #expect(throws: PrivacyError.self) {
                _ = try await store.receipt(receipt, for: call, in: test.shop)
            }
        }
    }

    @Test func `pages of the chain hang together`() async throws {
        try await forget(1...7)
        var sequences: [Int64] = []
        var next: Int64? = 0
        while let after = next {
            let page = try await test.store.audit(of: test.shop, after: after, limit: 3)
            #expect(page.faults.isEmpty)
            sequences += page.entries.map(\.sequence)
            next = page.next
        }
        #expect(sequences == Array(1...7))
    }

    @Test func `nothing of a subject stands in its ledger`() async throws {
        let mark = "zz-mark-of-somebody"
        try await test.apply(
            .customer(1, email: "\(mark)@x.example"), .link(mark, customer: 1))
        try await test.forget(email: "\(mark)@x.example")
        test.store.close()
        let folder = "\(test.folder)/shops/\(test.shop.id.text)/"
        for name in ["ledger.db", "privacy.db"] {
            let bytes = try OpenFile.contents(of: folder + name)
            #expect(!String(decoding: bytes, as: UTF8.self).contains(mark))
        }
    }

    @Test func `an intent that could not be taken back is carried out with the next`() async throws
    {
        try await test.apply(.customer(1, email: "a@x.example"), .customer(2))
        let secrets = try test.store.registry.shop(test.shop.id).secrets
        var plan = ErasurePlan()
        plan.names = [.customer(id(1))]
        let intent = ErasureIntent(id: 1, plan: plan, requested: 1_500, secrets: secrets)
        try await test.store.upkeep(in: test.shop.id) { file in
            let ledger = try file.ledger()
            try ledger.write { _ in try ledger.insert(intent) }
        }
        try await test.forget(customer: 2)
        #expect(try await test.report(email: "a@x.example").isEmpty)
        let report = try await test.store.verify(for: Call(origin: .shop, time: 3_000)) { _ in }
        #expect(report.faults == [] && report.receipts == 2)
    }

    @Test func `a ledger that was lost begins anew and says so`() async throws {
        try await test.apply(.customer(1), .customer(2))
        try await test.forget(customer: 1)
        test.store.close()
        unsafe unlink("\(test.folder)/shops/\(test.shop.id.text)/ledger.db")
        let store = try reopened()
        defer { store.close() }
        _ = try await store.erase(
            test.subject(nil, 2), for: Call(origin: .shop, time: 4_000), in: test.shop)
        let page = try await store.audit(of: test.shop, after: 0, limit: 10)
        #expect(page.entries.map(\.action) == ["ledger-lost", "forget"])
    }
}
