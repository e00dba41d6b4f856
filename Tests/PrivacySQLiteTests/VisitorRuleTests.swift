import Privacy
import PrivacySQLite
import Testing

struct VisitorRuleTests {
    @Test func `activity up to a day before the first link belongs to the first person`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.click("v", "old"), at: 1_000)
        try await test.apply(.click("v", "fresh"), at: 80_000)
        try await test.apply(.link("v", email: "a@x.example"), by: .anyone, at: 90_000)
        try await test.apply(.click("v", "after"), at: 90_001)
        let report = try await test.report(email: "a@x.example")
        #expect(report.clicks == ["Clicked product after", "Clicked product fresh"])
        #expect(report.visitors.map(\.since) == [90_000])
        let withVisitor = try await test.report(email: "a@x.example", visitor: "v")
        #expect(withVisitor.clicks.count == 3)
    }

    @Test func `a shared visitor's activity belongs to whom it was linked when it came`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.link("v", email: "a@x.example"), .click("v", "1"))
        try await test.apply(.link("v", email: "b@x.example"), .click("v", "2"))
        try await test.apply(.link("v", email: "a@x.example"), .click("v", "3"))
        #expect(
            try await test.report(email: "a@x.example").clicks
                == ["Clicked product 3", "Clicked product 1"])
        #expect(try await test.report(email: "b@x.example").clicks == ["Clicked product 2"])
        await #expect {
            _ = try await test.report(visitor: "v")
        } throws: { ($0 as? PrivacyError)?.code == .sharedVisitor }
    }

    @Test(arguments: [["b", "a"], ["a", "b"]])
    func `after one of several is forgotten the visitor is nobody's until the next link`(
        people: [String]
    ) async throws {
        let test = try TestShop()
        try await test.apply(.link("v", email: people[0] + "@x.example"))
        try await test.apply(.link("v", email: people[1] + "@x.example"))
        try await test.apply(.link("v", email: "a@x.example"), .click("v", "1"))
        try await test.apply(.link("v", email: people[0] + "@x.example"))
        try await test.forget(email: "b@x.example")
        try await test.apply(.click("v", "3"))
        #expect(try await test.report(email: "a@x.example").clicks == ["Clicked product 1"])
        #expect(
            try await test.report(email: "a@x.example", visitor: "v").clicks
                == ["Clicked product 3", "Clicked product 1"])
        try await test.apply(.link("v", email: "a@x.example"), .click("v", "4"))
        #expect(
            try await test.report(email: "a@x.example").clicks
                == ["Clicked product 4", "Clicked product 1"])
    }

    @Test func `a visitor to whom no link remains is forgotten and starts afresh`() async throws {
        let test = try TestShop()
        try await test.apply(.click("v", "old"), at: 1_000)
        try await test.apply(.link("v", email: "a@x.example"), at: 90_000)
        let counts = try await test.forget(email: "a@x.example")
        #expect(counts.visitors == 1 && counts.activity == 1 && counts.identifiers == 1)
        #expect(try await test.report(visitor: "v").isEmpty)
        try await test.apply(.link("v", email: "b@x.example"), at: 100_000)
        try await test.apply(.click("v", "new"), at: 100_001)
        #expect(try await test.report(email: "b@x.example").clicks == ["Clicked product new"])
    }

    @Test func `a visitor linked to nobody is a subject of its own, with its orders`() async throws
    {
        let test = try TestShop()
        try await test.apply(.click("v", "1"), .order(1, visitor: "v"), by: .anyone)
        let report = try await test.report(visitor: "v")
        #expect(report.orderIDs == ["1"] && report.clicks.count == 1)
        try await test.apply(.link("v", email: "a@x.example"), by: .anyone)
        #expect(try await test.report(email: "a@x.example").orderIDs == ["1"])
        try await test.forget(visitor: "v")
        #expect(try await test.report(email: "a@x.example").isEmpty)
        #expect(try await test.report(visitor: "v").isEmpty)
    }

    @Test func `naming a visitor of somebody else beside an e-mail touches nothing of theirs`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.link("v", email: "a@x.example"), .click("v", "1"))
        try await test.apply(.customer(5, email: "b@x.example"))
        let counts = try await test.forget(email: "b@x.example", visitor: "v")
        #expect(counts.visitors == 0)
        #expect(try await test.report(email: "a@x.example").clicks == ["Clicked product 1"])
        #expect(try await test.report(visitor: "v").clicks == ["Clicked product 1"])
    }
}
