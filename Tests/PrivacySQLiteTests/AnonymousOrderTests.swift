import JSON
import Privacy
import PrivacySQLite
import Testing

struct AnonymousOrderTests {
    private let details = JSONObject([
        .init(name: "name", value: .string("Ann")), .init(name: "status", value: .string("sent")),
    ])

    private func forgotten() async throws -> (TestShop, Shop) {
        let test = try TestShop()
        let shop = try test.store.configure(
            test.shop.id, ShopSettings(keptOrderAttributes: ["status"]))
        let calls: [Change] = [
            .order(1, customer: 5, email: "a@x.example", time: 10, attributes: details),
            .parcel(ParcelRecord(order: id(1), trackingCode: "T")),
            .orderReturn(ReturnRecord(order: id(1), product: id(7), quantity: JSONNumber(1))),
        ]
        _ = try await test.store.apply(calls, of: Call(origin: .shop, time: 20), in: shop)
        _ = try await test.store.erase(
            SubjectQuery(customer: id(5)), for: Call(origin: .shop, time: 30), in: shop)
        return (test, shop)
    }

    @Test func `a forgotten order keeps what was sold and what was declared, and nobody`()
        async throws
    {
        let (test, shop) = try await forgotten()
        let order = try #require(try await test.store.orders([id(1)], in: shop).first)
        #expect(order.time == 10 && order.products == JSONText(written: Array("[7]".utf8)))
        #expect(order.customer == nil && order.email == nil && order.visitor == nil)
        #expect(try order.attributes.names == ["status"])
        #expect(order.returns.count == 1)
        #expect(try await test.store.parcels(of: id(1), id: nil, in: shop).isEmpty)
    }

    @Test func `no later call puts anybody on it`() async throws {
        let (test, shop) = try await forgotten()
        let again: [Change] = [
            .link("v", email: "a@x.example"),
            .order(
                1, customer: 5, email: "a@x.example", visitor: "v", time: 11, attributes: details),
            .activity(ActivityRecord(visitor: VisitorID("v"), action: .sale(order: "1"))),
        ]
        for origin in [Call.Origin.anyone, .shop] {
            _ = try await test.store.apply(again, of: Call(origin: origin, time: 40), in: shop)
            let report = try await test.report(email: "a@x.example")
            #expect(report.orders.isEmpty && report.activity.activities.isEmpty)
            let order = try #require(try await test.store.orders([id(1)], in: shop).first)
            #expect(order.customer == nil && order.email == nil && order.visitor == nil)
            #expect(try order.attributes.names == ["status"])
        }
        try await test.apply(.orderRemoval(id(1)))
        #expect(try await test.store.orders([id(1)], in: shop).isEmpty)
        _ = try await test.store.apply(again, of: Call(origin: .shop, time: 50), in: shop)
        #expect(try await test.report(email: "a@x.example").orders.isEmpty)
        #expect(try await test.store.orders([id(1)], in: shop).count == 1)
    }

    @Test func `one that becomes anonymous by a sale that says nothing keeps nothing personal`()
        async throws
    {
        let (test, shop) = try await forgotten()
        let others: Change = .order(
            2, customer: 9, email: "b@x.example", visitor: "w", time: 10, attributes: details)
        _ = try await test.store.apply([others], of: Call(origin: .shop, time: 40), in: shop)
        // An order from before the forget that is now said to be the forgotten person's.
        let sale: Change = .order(2, email: "a@x.example")
        _ = try await test.store.apply([sale], of: Call(origin: .shop, time: 50), in: shop)
        let order = try #require(try await test.store.orders([id(2)], in: shop).first)
        #expect(order.customer == nil && order.email == nil && order.visitor == nil)
        #expect(try order.attributes.names == ["status"])
        #expect(try await test.report(email: "b@x.example").isEmpty)
    }

    @Test func `a parcel is refused on it`() async throws {
        let (test, _) = try await forgotten()
        await #expect {
            try await test.apply(.parcel(ParcelRecord(order: id(1), trackingCode: "T")))
        } throws: { ($0 as? PrivacyError)?.code == .anonymousOrder }
    }

    @Test func `forgetting one of those whom a public order names makes it anonymous for all`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5, email: "a@x.example"), by: .anyone)
        try await test.forget(customer: 5)
        #expect(try await test.report(email: "a@x.example").isEmpty)
    }
}
