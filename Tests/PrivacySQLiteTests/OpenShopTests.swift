import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct OpenShopTests {
    @Test func `more shops than may be open are closed by least recent use and opened again`()
        async throws
    {
        let test = try TestShop { $0.maximumOpenShops = 4 }
        var shops: [Shop] = []
        for number in 0..<20 {
            shops.append(
                try test.store.createShop(name: "S\(number)", key: nil, privateKey: nil).shop)
        }
        for turn in 0..<3 {
            await withTaskGroup(of: Void.self) { group in
                for shop in shops {
                    group.addTask {
                        _ = try? await test.store.apply(
                            [.click("v", String(turn))], of: Call(origin: .anyone, time: 5),
                            in: shop)
                    }
                }
            }
        }
        for shop in shops {
            let report = try await test.store.report(
                on: SubjectQuery(visitor: VisitorID("v")), for: Call(origin: .shop, time: 9),
                in: shop)
            #expect(report.clicks.count == 3)
        }
        for shop in shops { _ = try await test.store.deleteShop(shop.id) }
        #expect(try test.store.shops().map(\.id) == [test.shop.id])
    }

    @Test func `each turn of the writer is with the file that is open then`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let (store, id) = (test.store, test.shop.id)
        let first = try store.files.acquireBlocking(id)
        let isOfOpenFile: Bool = await withCheckedContinuation { continuation in
            store.enqueue(.upkeep { _ in }, first) { _ in
                // This is amid the turn: the shop is closed and opened anew before it has ended.
                guard first.entry.closeIfIdle(), let next = try? store.files.acquireBlocking(id)
                else { return continuation.resume(returning: false) }
                store.enqueue(
                    .upkeep { file in
                        let isIt = file === next.file && file !== first.file
                        continuation.resume(returning: isIt)
                    }, next
                ) { _ in }
            }
        }
        #expect(isOfOpenFile)
    }

    @Test func `a deleted shop is unknown and its folder gone`() async throws {
        let test = try TestShop()
        let shop = try test.store.createShop(name: "Gone", key: "gone", privateKey: nil).shop
        _ = try await test.store.apply(
            [.click("v", "1")], of: Call(origin: .anyone, time: 5), in: shop)
        let folder = ShopFolder(data: test.folder, id: shop.id)
        let witness = FileWitness(folder.database)
        _ = try await test.store.deleteShop(shop.id)
        #expect(try !witness.bytes.isEmpty && witness.bytes.allSatisfy { $0 == 0 })
        // Where the shop's secrets stood.
        let log = try OpenFile.contents(of: test.folder + "/registry.db-wal")
        #expect(!log.isEmpty && log.allSatisfy { $0 == 0 })
        #expect(try test.store.shop(withKey: "gone") == nil)
        await #expect(throws: PrivacyError.self) {
            _ = try await test.store.report(
                on: SubjectQuery(visitor: VisitorID("v")), for: Call(origin: .shop, time: 9),
                in: shop)
        }
        _ = try test.store.createShop(name: "Again", key: "gone", privateKey: nil)
    }

    @Test func `reads of a shop that was closed for others reach its chain by themselves`()
        async throws
    {
        let (test, asked) = try await closedAfterARead()
        for _ in 0..<1_000 {
            if try entries(of: asked, in: test.store) == 1 { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the read is not in the chain")
    }

    @Test func `a deleted shop's last receipt knows of reads that were counted before`()
        async throws
    {
        let (test, asked) = try await closedAfterARead { $0.upkeepMilliseconds = nil }
        let document = try await test.store.deleteShop(asked.id)
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(text.contains(#""chain":{"sequence":1,"#))
    }

    /// A shop that was asked once, and whose file another shop's has taken the place of.
    private func closedAfterARead(
        _ configure: (inout SQLiteStore.Configuration) -> Void = { $0.upkeepMilliseconds = 5 }
    ) async throws -> (test: TestShop, asked: Shop) {
        let test = try TestShop {
            $0.maximumOpenShops = 1
            configure(&$0)
        }
        let asked = try test.store.createShop(name: "Asked", key: nil, privateKey: nil).shop
        _ = try await test.store.report(
            on: SubjectQuery(visitor: VisitorID("v")), for: Call(origin: .shop, time: 9),
            in: asked)
        try await test.apply(.click("v", "1"))
        while test.store.files.acquireOpen(asked.id).map({ test.store.files.release($0) }) != nil {
            try await test.apply(.click("v", "1"))
        }
        return (test, asked)
    }

    private func entries(of shop: Shop, in store: SQLiteStore) throws -> Int64 {
        let use = try store.files.acquireBlocking(shop.id)
        defer { store.files.release(use) }
        return try use.file.ledger().read { try $0.number(of: "SELECT count(*) FROM audit") }
    }
}
