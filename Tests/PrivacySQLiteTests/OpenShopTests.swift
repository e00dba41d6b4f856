import Privacy
import PrivacySQLite
import Testing

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

    @Test func `a deleted shop is unknown and its folder gone`() async throws {
        let test = try TestShop()
        let shop = try test.store.createShop(name: "Gone", key: "gone", privateKey: nil).shop
        _ = try await test.store.apply(
            [.click("v", "1")], of: Call(origin: .anyone, time: 5), in: shop)
        _ = try await test.store.deleteShop(shop.id)
        #expect(try test.store.shop(withKey: "gone") == nil)
        await #expect(throws: PrivacyError.self) {
            _ = try await test.store.report(
                on: SubjectQuery(visitor: VisitorID("v")), for: Call(origin: .shop, time: 9),
                in: shop)
        }
        _ = try test.store.createShop(name: "Again", key: "gone", privateKey: nil)
    }
}
