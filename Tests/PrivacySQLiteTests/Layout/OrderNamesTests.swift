import JSON
import Privacy
import Testing

@testable import PrivacySQLite

/// An order that names one person twice stands in one index alone, and is found by either name.
struct OrderNamesTests {
    @Test func `an order of two who turn out to be one is shown once`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(5), .customer(nil, email: "a@x.example"))
        try await test.apply(.order(1, customer: 5, email: "a@x.example"), by: .anyone)
        #expect(try await test.report(customer: 5).orderIDs == ["1"])
        #expect(try await test.report(customer: 5).emails == [])
        try await test.apply(.customer(5, email: "a@x.example"))
        #expect(try await test.report(customer: 5).orderIDs == ["1"])
        #expect(try await test.report(email: "a@x.example").orderIDs == ["1"])
        let counts = try await test.forget(customer: 5)
        #expect(counts.keptOrders == 1)
    }

    @Test func `an order that names one person is found by both names`() async throws {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5, email: "a@x.example"))
        #expect(try await test.report(customer: 5).orderIDs == ["1"])
        #expect(try await test.report(email: "a@x.example").orderIDs == ["1"])
    }

    @Test func `an order that comes to name somebody else too is both's`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(5), .customer(nil, email: "b@x.example"))
        try await test.apply(.order(1, customer: 5, email: "a@x.example"))
        try await test.apply(.order(1, email: "b@x.example"))
        #expect(try await test.report(customer: 5).orderIDs == ["1"])
        #expect(try await test.report(email: "b@x.example").orderIDs == ["1"])
        #expect(try await test.report(email: "b@x.example").customers.count == 1)
        // Forgetting one makes the order nobody's.
        try await test.forget(email: "b@x.example")
        #expect(try await test.report(customer: 5).orderIDs == [])
    }

    @Test func `an order of a visitor that is older than the look-back stays the visitor's`()
        async throws
    {
        let test = try TestShop()
        let day: Int64 = 24 * 60 * 60
        try await test.apply(.order(1, visitor: "v"), .click("v", "7"), at: 1_000)
        try await test.apply(.order(2, visitor: "v"), at: 1_000 + 2 * day)
        try await test.apply(.link("v", email: "a@x.example"), at: 1_001 + 2 * day)
        #expect(try await test.report(email: "a@x.example").orderIDs == ["2"])
        let whole = try await test.report(visitor: "v")
        #expect(whole.orderIDs == ["1", "2"] && whole.clicks.count == 1)
        try await test.forget(visitor: "v")
        #expect(try await test.report(visitor: "v").isEmpty)
    }

    @Test func `who is named by an order alone is gone with it`() async throws {
        let test = try TestShop()
        try await test.apply(.order(1, customer: 5, email: "a@x.example"))
        try await test.apply(.order(2, customer: 5, email: "a@x.example"))
        try await test.apply(.orderRemoval(id(1)))
        #expect(try await test.report(email: "a@x.example").emails == ["a@x.example"])
        #expect(try await test.report(customer: 5).orderIDs == ["2"])
        try await test.apply(.orderRemoval(id(2)))
        #expect(try await test.report(email: "a@x.example").isEmpty)
        #expect(try await test.report(customer: 5).isEmpty)
    }
}
