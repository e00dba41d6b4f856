import Glibc
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Shops whose files are read by connections that they share, until they are written to.
struct StillShopTests {
    private static let shops = 24

    /// A store of many shops in each of which the same visitor has looked at that shop's own product, all
    /// of them closed.
    private func closedShops(
        _ configure: (inout SQLiteStore.Configuration) -> Void = { _ in }
    ) async throws -> (test: TestShop, shops: [Shop]) {
        let test = try TestShop(configure: configure)
        var shops: [Shop] = []
        for number in 0..<Self.shops {
            let shop = try test.store.createShop(name: "S\(number)", key: nil, privateKey: nil)
            shops.append(shop.shop)
            try await click(String(number), in: shop.shop, of: test)
        }
        test.store.settle()
        return (test, shops)
    }

    private func click(_ product: String, in shop: Shop, of test: TestShop) async throws {
        _ = try await test.store.apply(
            [.click("v", product)], of: Call(origin: .anyone, time: 5), in: shop)
    }

    private func products(in shop: Shop, of test: TestShop) async throws -> [String] {
        let report = try await test.store.report(
            on: SubjectQuery(visitor: VisitorID("v")), for: Call(origin: .shop, time: 9), in: shop)
        return report.clicks.map { String($0.dropFirst("Clicked product ".count)) }
    }

    @Test(arguments: [false, true])
    func `a shop that is only asked gets no files beside its own`(hasLog: Bool) async throws {
        let (test, shops) = try await closedShops()
        let files = ShopFolder(data: test.store.folder, id: shops[0].id).files
        let names = Set(["privacy.db"] + (hasLog ? ["privacy.db-wal"] : []))
        if !hasLog { try files.remove("privacy.db-wal") }
        #expect(try Set(files.entries()) == names)
        #expect(try await products(in: shops[0], of: test) == ["0"])
        #expect(try Set(files.entries()) == names)
        let use = try test.store.files.acquireBlocking(shops[0].id)
        defer { test.store.files.release(use) }
        #expect(use.file.connections == 0)
    }

    @Test func `what was written is seen by the next read`() async throws {
        let (test, shops) = try await closedShops()
        for round in 0..<3 {
            for shop in shops.prefix(8) {
                let before = try await products(in: shop, of: test)
                try await click("new\(round)", in: shop, of: test)
                #expect(try await products(in: shop, of: test).count == before.count + 1)
            }
            if round == 1 { test.store.settle() }
        }
    }

    @Test(arguments: [1, 4, 2_048])
    func `no shop is told what another holds, while some are written to`(
        openShops: Int
    ) async throws {
        let (test, shops) = try await closedShops { $0.maximumOpenShops = openShops }
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<6 {
                group.addTask {
                    for turn in 0..<200 {
                        let number = (turn * 7 + task * 5) % shops.count
                        if turn % 20 == task {
                            try? await click("\(number)", in: shops[number], of: test)
                        }
                        do {
                            let found = try await products(in: shops[number], of: test)
                            #expect(!found.isEmpty && found.allSatisfy { $0 == "\(number)" })
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            }
        }
    }

    @Test func `a shop whose tables stand in other pages is read by itself`() async throws {
        let (test, shops) = try await closedShops()
        #expect(try await products(in: shops[1], of: test) == ["1"])
        try test.store.upkeepBlocking(in: shops[0].id) { file in
            // What frees the first pages, then builds the file anew.
            try file.writer.execute("CREATE TABLE more(a); DROP TABLE more; VACUUM")
        }
        test.store.settle()
        for number in [0, 1, 0, 2, 0] {
            #expect(try await products(in: shops[number], of: test) == ["\(number)"])
        }
        let use = try test.store.files.acquireBlocking(shops[0].id)
        defer { test.store.files.release(use) }
        #expect(use.file.connections > 0)
    }

    @Test func `more connections than there may be are closed`() async throws {
        let (test, shops) = try await closedShops { $0.maximumConnections = 5 }
        for _ in 0..<2 {
            for shop in shops { try await click("more", in: shop, of: test) }
        }
        for _ in 0..<500 where test.store.files.connections > 8 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(test.store.files.connections <= 8)
        for (number, shop) in shops.enumerated() {
            let found = try await products(in: shop, of: test)
            #expect(found.sorted() == ["\(number)", "more", "more"])
        }
    }
}
