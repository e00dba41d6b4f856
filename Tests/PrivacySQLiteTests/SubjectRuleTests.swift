import JSON
import Privacy
import PrivacySQLite
import Testing

struct SubjectRuleTests {
    @Test func `a public sale does not join the people it names`() async throws {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5, email: "a@x.example"), by: .anyone)
        try await test.apply(.order(2, email: "a@x.example", time: 2_000), by: .anyone)
        #expect(try await test.report(email: "a@x.example").orderIDs == ["1", "2"])
        #expect(try await test.report(customer: 5).orderIDs == ["1"])
    }

    @Test func `private calls join people transitively`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(5, email: "a@x.example"))
        try await test.apply(.customer(5, email: "b@x.example"))
        try await test.apply(.order(1, customer: 6, email: "b@x.example"))
        for report in [
            try await test.report(email: "A@x.example"), try await test.report(customer: 6),
        ] {
            #expect(report.orderIDs == ["1"])
            #expect(report.emails == ["a@x.example", "b@x.example"])
        }
    }

    @Test func `e-mail and customer known as two people are refused`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(5, email: "a@x.example"), .customer(6, email: "b@x.example"))
        await #expect {
            _ = try await test.report(email: "a@x.example", customer: 6)
        } throws: { ($0 as? PrivacyError)?.code == .twoPeople }
        await #expect {
            _ = try await test.forget(email: "a@x.example", customer: 6)
        } throws: { ($0 as? PrivacyError)?.code == .twoPeople }
        #expect(try await test.report(customer: 6).emails == ["b@x.example"])
    }

    @Test func `one of them known only publicly, they are one by the caller's word`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(5, email: "a@x.example"))
        try await test.apply(.order(1, customer: 6), by: .anyone)
        #expect(try await test.report(email: "a@x.example", customer: 6).orderIDs == ["1"])
        #expect(try await test.report(email: "a@x.example").orderIDs.isEmpty)
    }

    @Test func `a private call replaces whom a public one named, and the visitor stays`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(
            .link("v1", email: "c@x.example"),
            .order(1, customer: 5, email: "c@x.example", visitor: "v1"), by: .anyone)
        try await test.apply(.order(1, customer: 6, email: "b@x.example"))
        #expect(try await test.report(customer: 5).isEmpty)
        #expect(try await test.report(customer: 6).orderIDs == ["1"])
        // An order that names people is theirs, not its visitor's.
        #expect(try await test.report(email: "c@x.example").orderIDs.isEmpty)
        let order = try await test.store.orders([id(1)], in: test.shop)[0]
        #expect(order.visitor == VisitorID("v1"))
    }

    @Test func `a public call changes nothing of an order that exists`() async throws {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5))
        try await test.apply(.order(1, customer: 6, email: "b@x.example"), by: .anyone)
        #expect(try await test.report(customer: 6).isEmpty)
        #expect(try await test.report(email: "b@x.example").isEmpty)
    }

    @Test func `an order that names somebody else is shown without what names them`() async throws {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5, email: "a@x.example"), by: .anyone)
        let order = JSONObject([.init(name: "name", value: .string("Bea"))])
        try await test.apply(.order(1, customer: 6, attributes: order))
        let hers = try await test.report(customer: 6).orders[0]
        #expect(hers.attributes == JSONText(.object(order)) && hers.email == nil)
        let his = try await test.report(email: "a@x.example").orders[0]
        #expect(his.attributes == .emptyObject && his.customer == nil && his.email != nil)
    }
}
