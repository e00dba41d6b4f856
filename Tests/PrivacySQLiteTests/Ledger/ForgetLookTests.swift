import Foundation
import Glibc
import JSON
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// The look at the files after forgets.
struct ForgetLookTests {
    private let test: TestShop

    init() throws {
        test = try TestShop { $0.upkeepMilliseconds = 5 }
    }

    @Test func `a forget becomes verified and, without snapshots, done`() async throws {
        try await fill(1...40)
        let erasure = try await test.erase(test.subject(nil, 7))
        let receipt = try await reached(.backupsPurged, erasure.receipt)
        #expect(receipt.mentions == 0 && (receipt.examinedBytes ?? 0) > 40_000)
        #expect(test.store.statistics.unverifiedErasures == 0)
        #expect(test.store.statistics.residues == 0)
        #expect(test.store.notices.isEmpty)
    }

    @Test func `a name in somebody else's record is told and left alone`() async throws {
        try await fill(1...5)
        try await test.apply(
            .customer(
                8, email: "other@shop.example",
                attributes: .init([.init(name: "friend", value: .string("PERSON-3@shop.example"))]))
        )
        let erasure = try await test.erase(test.subject(nil, 3))
        let receipt = try await reached(.backupsPurged, erasure.receipt)
        #expect(receipt.mentions == 1)
        #expect(try await test.report(customer: 8).customers.count == 1)
    }

    @Test func `what was left in the gap of a page is found and removed`() async throws {
        try await fill(1...60)
        // A connection that does not scrub leaves what it deletes in gaps and free blocks.
        let path = "\(test.folder)/shops/\(test.shop.id.text)/privacy.db"
        test.store.close()
        let careless = try Connection(path: path, access: .readWrite)
        try careless.execute(
            "PRAGMA secure_delete = OFF; DELETE FROM identifier WHERE id % 2 = 0; DELETE FROM customer"
        )
        careless.close()
        #expect(try DeadBytesOfFile(path).count > 0)

        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = 5
        let store = try SQLiteStore(folder: test.folder, configuration: configuration)
        defer { store.close() }
        let erasure = try await store.erase(
            test.subject("stranger@shop.example"), for: Call(origin: .shop, time: 2_000),
            in: test.shop)
        _ = try await reached(.backupsPurged, erasure.receipt, in: store)
        #expect(store.statistics.residues > 0 && store.statistics.repairs > 0)
        #expect(store.notices.isEmpty)
        store.close()
        #expect(try DeadBytesOfFile(path).count == 0)
    }

    @Test func `a damaged page is not taken for looked at`() async throws {
        try await fill(1...60)
        let now = Call(origin: .shop, time: 2_000)
        test.store.close()
        let quiet = try reopened()
        let erasure = try await quiet.erase(test.subject(nil, 7), for: now, in: test.shop)
        quiet.close()
        let path = "\(test.folder)/shops/\(test.shop.id.text)/privacy.db"
        try damageLastLeaf(of: path)
        let store = try reopened()
        defer { store.close() }
        _ = try await store.purge(backups: true, for: now) { _ in }
        let document = try #require(
            try await store.receipt(erasure.receipt, for: now, in: test.shop))
        #expect(try ReceiptDocument.receipt(in: document.bytes).state == .purged)
        #expect(store.notices.count == 1)
    }

    private func reopened() throws -> SQLiteStore {
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = nil
        return try SQLiteStore(folder: test.folder, configuration: configuration)
    }

    /// Has the first cell pointer of the last leaf of a table point into the page's header.
    private func damageLastLeaf(of path: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let pages = stride(from: bytes.count - 4_096, to: 0, by: -4_096)
        let leaf = try #require(pages.first { bytes[$0] == 13 && bytes[$0 + 4] > 0 })
        (bytes[leaf + 8], bytes[leaf + 9]) = (0, 1)
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    @Test func `a look goes on after a restart`() async throws {
        let slow = try TestShop { $0.upkeepMilliseconds = nil }
        try await slow.apply(.customer(1, email: "person-1@shop.example"))
        let erasure = try await slow.erase(slow.subject(nil, 1))
        slow.store.close()
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = 5
        let store = try SQLiteStore(folder: slow.folder, configuration: configuration)
        defer { store.close() }
        _ = try await reached(.backupsPurged, erasure.receipt, in: store, shop: slow.shop)
    }

    @Test func `a shop that waits for its snapshots is not opened all the time`() async throws {
        let two = try TestShop {
            $0.upkeepMilliseconds = 5
            $0.maximumOpenShops = 1
        }
        let store = two.store
        let now = Call(origin: .shop, time: Int64(time(nil)))
        try await two.apply(.customer(1, email: "person-1@shop.example"))
        _ = try await store.backUp(two.shop, keep: nil, for: now) { _ in }
        let erasure = try await store.erase(two.subject(nil, 1), for: now, in: two.shop)
        _ = try await reached(.verified, erasure.receipt, in: store, shop: two.shop)
        try await Task.sleep(for: .milliseconds(100))
        let other = try store.createShop(name: "Other", key: nil, privateKey: nil).shop
        _ = try await store.apply([.customer(1)], of: now, in: other)
        try await Task.sleep(for: .milliseconds(200))
        #expect(store.files.open == [other.id])
    }

    private func fill(_ numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            try await test.apply(
                .customer(
                    number, email: "person-\(number)@shop.example",
                    attributes: .init([
                        .init(
                            name: "notes",
                            value: .string(String(repeating: "n", count: number * 97 % 4_000)))
                    ])), .click("visitor-\(number)", "1"))
        }
    }

    /// The receipt once it has reached a state, for which it waits a while.
    private func reached(
        _ state: ErasureReceipt.State, _ id: ReceiptID, in store: SQLiteStore? = nil,
        shop: Shop? = nil
    ) async throws -> ErasureReceipt {
        for _ in 0..<3_000 {
            let document = try #require(
                try await (store ?? test.store).receipt(
                    id, for: Call(origin: .shop, time: 1), in: shop ?? test.shop))
            let receipt = try ReceiptDocument.receipt(in: document.bytes)
            if receipt.state == state { return receipt }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw PrivacyError(.unavailable, "The receipt has not come to its state.")
    }
}
