import JSON
import Privacy
import PrivacySQLite
import Testing

/// Rules that are easy to get nearly right.
struct RecordRuleTests {
    private func note(_ name: String, _ value: JSONValue) -> JSONObject {
        JSONObject([.init(name: name, value: value)])
    }

    @Test func `an order that arrived before the look-back stays nobody's`() async throws {
        let test = try TestShop()
        for (number, arrival) in [(1, Int64(1_000)), (2, 80_000)] {
            let order = OrderRecord(
                id: id(number), time: arrival, arrival: arrival, visitor: VisitorID("v"))
            try await test.apply(.order(order), at: 200_000)
        }
        let link = LinkRecord(
            visitor: VisitorID("v"), email: EmailAddress("a@x.example"), time: 90_000)
        try await test.apply(.link(link), at: 200_000)
        #expect(try await test.report(email: "a@x.example").orderIDs == ["2"])
    }

    @Test func `an anonymous order that comes again after its deletion is dated anew`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5), at: 1_000)
        try await test.forget(customer: 5)
        try await test.apply(.orderRemoval(id(1)))
        try await test.apply(.order(1, customer: 5), by: .anyone, at: 7_000)
        let order = try #require(try await test.store.orders([id(1)], in: test.shop).first)
        #expect(order.time == 7_000 && order.customer == nil)
    }

    @Test func `an anonymous order keeps quantities and prices only as numbers`() async throws {
        let test = try TestShop()
        let product = JSONObject([
            .init(name: "id", value: .number(JSONNumber(1))),
            .init(name: "quantity", value: .string("2.5")),
            .init(name: "price", value: .string("a gift from Bob")),
        ])
        try await test.apply(
            .order(OrderRecord(id: id(1), products: [.object(product)], customer: id(5))))
        try await test.forget(customer: 5)
        let order = try #require(try await test.store.orders([id(1)], in: test.shop).first)
        let kept = JSONObject(product.members.filter { $0.name != "price" })
        #expect(order.products == JSONText(.array([.object(kept)])))
    }

    @Test func `a record under an e-mail joins the one with the id and loses nothing`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(
            .customer(nil, email: "z@x.example", attributes: note("n", .bool(true))),
            .customer(9, attributes: note("m", .bool(true))))
        let patch = CustomerRecord(id: id(9), email: EmailAddress("z@x.example"))
        try await test.apply(.customerPatch(patch))
        let records = try await test.report(email: "z@x.example").customers
        #expect(records.count == 1 && records[0].id == id(9))
        #expect(try Set(records[0].attributes.names) == ["n", "m"])
    }

    @Test func `a long name is cut where it describes`() async throws {
        let test = try TestShop()
        let name = String(repeating: "x", count: 100_000)
        try await test.apply(
            .item(ItemRecord(kind: .product, id: id(1), attributes: note("name", .string(name)))),
            .click("v", "1"))
        let shown = try await test.report(visitor: "v").clicks[0]
        #expect(shown == "Clicked product 1 (\(name.prefix(200)))")
        let item = try await test.store.items(.product, [id(1)], in: test.shop)[0]
        #expect(item.attributes["name"] == .string(name))
    }

    @Test func `a private key belongs to one shop`() throws {
        let test = try TestShop()
        let key = PrivateKey("a-private-key-of-one-shop")
        _ = try test.store.createShop(name: "One", key: nil, privateKey: key)
        #expect {
            _ = try test.store.createShop(name: "Two", key: nil, privateKey: key)
        } throws: { ($0 as? PrivacyError)?.code == .conflict }
    }

    @Test func `the door names every kind of which it drops something`() {
        let email = EmailAddress("a@x.example")
        let visitor = VisitorID("v")
        for change in [
            Change.link(LinkRecord(visitor: visitor, email: email)),
            .basket(BasketRecord(verb: .set, lines: [], email: email)),
            .order(OrderRecord(id: id(1), email: email)),
            .customer(CustomerRecord(email: email)),
        ] {
            var door = Door(collecting: [])
            #expect(door.admit(change) == nil)
            #expect(door.ignored.contains(.email) && door.ignored.names.count == 2)
        }
    }

    @Test func `an unsubscription passes the door whatever is collected`() throws {
        var door = Door(collecting: [])
        let email = try #require(EmailAddress("a@x.example"))
        #expect(door.admit(.unsubscription(SubscriptionRecord(email: email))) != nil)
        #expect(door.ignored == [])
    }
}
