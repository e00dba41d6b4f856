import JSON
import Privacy
import Testing

@testable import PrivacySQLite

/// "After a forget, the shop syncs again": person 1 with the e-mail `a@x.example` and the visitor
/// `v` is forgotten at the time 2,000.
struct SuppressionTests {
    private let test: TestShop

    init() async throws {
        test = try TestShop()
        try await test.apply(
            .customer(1, email: "a@x.example"), .link("v", email: "a@x.example"),
            .click("v", "12"))
        try await test.forget(customer: 1)
    }

    @Test func `a customer's record is refused, and named by its id, else its e-mail`() async throws
    {
        let outcome = try await test.apply(
            .customer(1, email: "a@x.example"), .customer(nil, email: "A@x.example"),
            .customer(2, email: "b@x.example"), at: 3_000)
        let email = try #require(address("A@x.example"))
        #expect(outcome.suppressed == [.id(id(1)), .email(email)])
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(customer: 2).customers.count == 1)
    }

    @Test func `a customer id that was not forgotten lets the e-mail in again`() async throws {
        let outcome = try await test.apply(.customer(9, email: "a@x.example"), at: 3_000)
        #expect(outcome.suppressed.isEmpty)
        #expect(try await test.report(email: "a@x.example").customers.map(\.id) == [id(9)])
        // The old record's id was not named by it and stays out.
        let old = try await test.apply(.customer(1, email: "a@x.example"), at: 3_000)
        #expect(old.suppressed == [.id(id(1))])
        #expect(try await test.report(email: "a@x.example").suppression == nil)
    }

    @Test(arguments: [
        (JSONValue.number(JSONNumber(2_001)), true), (.string("2001"), true),
        (.number(JSONNumber(2_000)), false), (.string("soon"), false),
    ])
    func `a record that was created after the forget is accepted`(
        created: JSONValue, isAccepted: Bool
    ) async throws {
        let attributes = JSONObject([.init(name: "created", value: created)])
        let outcome = try await test.apply(
            .customer(1, email: "a@x.example", attributes: attributes), at: 3_000)
        #expect(outcome.suppressed.isEmpty == isAccepted)
        #expect(try await test.report(customer: 1).customers.isEmpty != isAccepted)
        // It lifts the suppression: what follows needs no time.
        let next = try await test.apply(.customer(1, email: "a@x.example"), at: 3_001)
        #expect(next.suppressed.isEmpty == isAccepted)
    }

    @Test func `one record of a call lifts the suppression for those after it`() async throws {
        let attributes = JSONObject([.init(name: "created", value: .string("2500"))])
        let outcome = try await test.apply(
            .customer(1, email: "a@x.example", attributes: attributes),
            .customer(1, email: "a@x.example"), at: 3_000)
        #expect(outcome.suppressed.isEmpty)
    }

    @Test(arguments: [1, nil] as [Int?])
    func `an order from before the forget comes in anonymously`(customer: Int?) async throws {
        let order = Change.order(
            5, customer: customer, email: customer == nil ? "a@x.example" : nil, time: 1_999,
            attributes: JSONObject([.init(name: "street", value: .string("High Street"))]))
        let outcome = try await test.apply(order, at: 3_000)
        #expect(outcome.suppressed.isEmpty)
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(email: "a@x.example").isEmpty)
        let kept = try await test.store.orders([id(5)], in: test.shop)
        #expect(kept.count == 1 && kept[0].attributes == .emptyObject && kept[0].time == 1_999)
        // For ever: a later call puts nobody on it.
        try await test.apply(.order(5, customer: 3, time: 4_000), at: 4_000)
        #expect(try await test.report(customer: 3).isEmpty)
    }

    @Test func `a patch makes no order and keeps what it does not name`() async throws {
        var settings = test.shop.settings
        settings.keptOrderAttributes = ["status", "carrier"]
        let shop = try test.store.configure(test.shop.id, settings)
        let call = Call(origin: .shop, time: 3_000)
        let patch = Change.orderPatch(
            OrderRecord(
                id: id(5), time: 1_500, customer: id(1),
                attributes: JSONObject([.init(name: "carrier", value: .string("post"))])))
        await #expect(throws: PrivacyError.self) {
            _ = try await test.store.apply([patch], of: call, in: shop)
        }
        let status = JSONObject([.init(name: "status", value: .string("paid"))])
        _ = try await test.store.apply(
            [.order(5, time: 1_500, attributes: status)], of: call, in: shop)
        for _ in 0..<2 {
            _ = try await test.store.apply([patch], of: call, in: shop)
            let order = try #require(try await test.store.orders([id(5)], in: shop).first)
            #expect(order.customer == nil && order.products == JSONText(written: Array("[7]".utf8)))
            let attributes = #"{"status":"paid","carrier":"post"}"#
            #expect(order.attributes == JSONText(written: Array(attributes.utf8)))
        }
        #expect(try await test.report(customer: 1).isEmpty)
        _ = try await test.store.apply([.orderRemoval(id(5))], of: call, in: shop)
        await #expect(throws: PrivacyError.self) {
            _ = try await test.store.apply([patch], of: call, in: shop)
        }
    }

    @Test func `an old order of a forgotten visitor alone comes in anonymously`() async throws {
        let attributes = JSONObject([.init(name: "street", value: .string("High Street"))])
        try await test.apply(
            .order(5, visitor: "v", time: 1_999, attributes: attributes),
            .order(6, visitor: "v", time: 2_000, attributes: attributes),
            .order(7, customer: 3, visitor: "v", time: 1_999, attributes: attributes), at: 3_000)
        let kept = try await test.store.orders([id(5), id(6), id(7)], in: test.shop)
        #expect(kept.map { $0.attributes == .emptyObject } == [true, false, false])
        // An order of somebody else stays theirs, whatever browser it names.
        try await test.apply(.order(7, visitor: "v", time: 1_999), at: 3_000)
        #expect(try await test.report(customer: 3).orderIDs == ["7"])
        #expect(kept[2].customer == id(3) && kept.allSatisfy { $0.visitor == nil })
    }

    @Test func `an e-mail that is not collected any more still tells whose an order was`()
        async throws
    {
        var door = Door(collecting: DataKinds.all.subtracting(.email))
        let street = JSONObject([.init(name: "street", value: .string("High Street"))])
        let order = Change.order(5, email: "a@x.example", time: 1_999, attributes: street)
        try await test.apply(try #require(door.admit(order)), at: 3_000)
        let kept = try await test.store.orders([id(5)], in: test.shop)
        #expect(kept.count == 1 && kept[0].attributes == .emptyObject && kept[0].email == nil)
        #expect(door.ignored == .email)
    }

    @Test func `a later order is accepted as it is`() async throws {
        try await test.apply(.order(6, customer: 1, email: "a@x.example", time: 2_000), at: 3_000)
        let report = try await test.report(customer: 1)
        #expect(report.orderIDs == ["6"])
        #expect(report.suppression == Suppression(since: 2_000, until: 2_000 + 30 * 86_400))
    }

    @Test func `an order that named nobody does not get a forgotten customer`() async throws {
        try await test.apply(.order(7, time: 1_500), at: 1_500)
        try await test.apply(.order(7, customer: 1, time: 1_500), at: 3_000)
        try await test.apply(.order(8, time: 1_500), at: 1_500)
        try await test.apply(
            .orderPatch(OrderRecord(id: id(8), customer: id(1))), at: 3_000)
        #expect(try await test.report(customer: 1).isEmpty)
    }

    @Test func `an old order with a visitor links nobody`() async throws {
        let order = OrderRecord(
            id: id(5), products: [], time: 1_000, customer: id(1), visitor: VisitorID("w"))
        let link = LinkRecord(visitor: VisitorID("w"), customer: id(1))
        try await test.apply(.link(link), .order(order), at: 3_000)
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(visitor: "w").isEmpty)
    }

    @Test func `what a forgotten visitor does alone is dropped`() async throws {
        try await test.apply(.click("v", "13"), by: .anyone, at: 3_000)
        #expect(try await test.report(visitor: "v").isEmpty)
        #expect(try await test.report(visitor: "v").suppression?.since == 2_000)
    }

    @Test func `a forgotten visitor with somebody who is not forgotten starts afresh`() async throws
    {
        try await test.apply(
            .link("v", email: "b@x.example"), .click("v", "13"), by: .anyone, at: 3_000)
        #expect(try await test.report(email: "b@x.example").clicks == ["Clicked product 13"])
        try await test.apply(.click("v", "14"), by: .anyone, at: 3_001)
        #expect(try await test.report(visitor: "v").clicks.count == 2)
    }

    @Test func `a forgotten visitor with the forgotten person stays out`() async throws {
        try await test.apply(
            .link("v", email: "a@x.example"), .click("v", "13"), by: .anyone, at: 3_000)
        #expect(try await test.report(email: "a@x.example").isEmpty)
        #expect(try await test.report(visitor: "v").isEmpty)
    }

    @Test func `a new sale of a forgotten visitor is kept without the visitor`() async throws {
        try await test.apply(
            .link("v", email: "a@x.example"),
            .order(9, email: "a@x.example", visitor: "v"),
            .activity(ActivityRecord(visitor: VisitorID("v"), action: .sale(order: "9"))),
            by: .anyone, at: 3_000)
        let report = try await test.report(email: "a@x.example")
        #expect(report.orderIDs == ["9"] && report.visitors.isEmpty && report.clicks.isEmpty)
    }

    @Test func `a public call for a forgotten e-mail brings in what it brings itself`() async throws
    {
        let email = try #require(address("a@x.example"))
        try await test.apply(
            .subscription(SubscriptionRecord(email: email)), .link("w", email: "a@x.example"),
            by: .anyone, at: 3_000)
        let report = try await test.report(email: "a@x.example")
        #expect(report.subscriptions.count == 1 && report.visitors.count == 1)
        let outcome = try await test.apply(.customer(1, email: "a@x.example"), at: 3_001)
        #expect(outcome.suppressed == [.id(id(1))])
    }

    @Test func `a subject nobody knew is remembered too`() async throws {
        try await test.erase(
            SubjectQuery(
                email: address("s@x.example"), customer: id(77), visitor: VisitorID("s")))
        let outcome = try await test.apply(
            .customer(77), .customer(nil, email: "s@x.example"), .click("s", "1"), at: 3_000)
        #expect(outcome.suppressed.count == 2)
        #expect(try await test.report(visitor: "s").isEmpty)
    }

    @Test func `a visitor that stays for others is not suppressed`() async throws {
        try await test.apply(.link("u", email: "c@x.example"), .link("u", email: "d@x.example"))
        try await test.erase(SubjectQuery(email: address("c@x.example"), visitor: VisitorID("u")))
        try await test.apply(.click("u", "5"), by: .anyone, at: 3_000)
        try await test.apply(.link("u", email: "d@x.example"), .click("u", "6"), at: 3_000)
        #expect(try await test.report(email: "d@x.example").clicks == ["Clicked product 6"])
    }

    @Test(arguments: [1, 30] as [Int64])
    func `it ends when the shop's period is over`(days: Int64) async throws {
        let end = 2_000 + days * 86_400
        var shop = test.shop
        shop.settings.suppressionDays = days
        for (time, isRefused) in [(end - 1, true), (end, false)] {
            let call = Call(origin: .shop, time: time)
            let report = try await test.store.report(
                on: test.subject(nil, 1), for: call, in: shop)
            #expect((report.suppression != nil) == isRefused)
            let outcome = try await test.store.apply([.customer(1)], of: call, in: shop)
            #expect(outcome.suppressed.isEmpty != isRefused)
        }
    }

    @Test func `a period of no days turns it off`() async throws {
        var shop = test.shop
        shop.settings.suppressionDays = 0
        let outcome = try await test.store.apply(
            [.customer(1, email: "a@x.example")], of: Call(origin: .shop, time: 2_000), in: shop)
        #expect(outcome.suppressed.isEmpty)
    }

    @Test func `it is listed without names and lifted by hand`() async throws {
        let call = Call(origin: .shop, time: 3_000)
        let listed = try await test.store.suppressions(in: test.shop, at: 3_000, limit: 10)
        #expect(listed.map(\.kind) == ["email", "customer", "visitor"])
        let lifted = try await test.store.liftSuppression(
            of: test.subject("a@x.example"), for: call, in: test.shop)
        #expect(lifted == 1)
        let rest = try await test.store.liftSuppression(
            ofReceipt: listed[0].receipt, for: call, in: test.shop)
        #expect(rest == 2)
        #expect(try await test.store.suppressions(in: test.shop, at: 3_000, limit: 10).isEmpty)
        let outcome = try await test.apply(.customer(1, email: "a@x.example"), at: 3_000)
        #expect(outcome.suppressed.isEmpty)
    }

    @Test func `it lasts over a restart`() async throws {
        test.store.close()
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        let outcome = try await store.apply(
            [.customer(1)], of: Call(origin: .shop, time: 3_000), in: test.shop)
        #expect(outcome.suppressed == [.id(id(1))])
    }
}
