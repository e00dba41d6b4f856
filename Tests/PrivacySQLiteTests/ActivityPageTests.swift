import Privacy
import PrivacySQLite
import Testing

struct ActivityPageTests {
    /// Every description of the subject, page by page.
    private func all(_ test: TestShop, email: String) async throws -> (pages: Int, [Activity]) {
        var page = try await test.report(email: email).activity
        var all = page.activities
        var pages = 1
        while let next = page.next {
            page = try await next()
            all += page.activities
            pages += 1
        }
        return (pages, all)
    }

    @Test(arguments: [1, 3, 40])
    func `pages give every activity once, newest first`(visitors: Int) async throws {
        let test = try TestShop()
        let total = 5_000
        var changes: [Change] = (0..<visitors).map { .link("v\($0)", email: "a@x.example") }
        for number in 0..<total {
            // Several in each second, unevenly over the visitors.
            let visitor = number * number % visitors
            changes.append(.click("v\(visitor)", String(number), at: Int64(10_000 + number / 7)))
        }
        _ = try await test.store.apply(
            changes, of: Call(origin: .shop, time: 10_000), in: test.shop)
        let (pages, found) = try await all(test, email: "a@x.example")
        #expect(pages > 4)
        #expect(Set(found.map(\.description)).count == total && found.count == total)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.time >= $1.time })
        // Of each visitor, as they came.
        for visitor in 0..<visitors {
            let own = (0..<total).filter { $0 * $0 % visitors == visitor }
            #expect(
                found.filter { $0.visitor == "v\(visitor)" }.map(\.description)
                    == own.reversed().map { "Clicked product \($0)" })
        }
    }

    @Test func `a forget in between cuts the report`() async throws {
        let test = try TestShop()
        let clicks = (0..<3_000).map { Change.click("v", String($0), at: Int64(1_000 + $0)) }
        _ = try await test.store.apply(
            [.link("v", email: "a@x.example")] + clicks, of: Call(origin: .shop, time: 1_000),
            in: test.shop)
        let page = try await test.report(email: "a@x.example").activity
        let next = try #require(page.next)
        try await test.forget(email: "a@x.example")
        // The same names come again: what was read before is still not to be continued.
        try await test.apply(.link("v", email: "a@x.example"))
        await #expect {
            _ = try await next()
        } throws: { ($0 as? PrivacyError)?.code == .subjectChanged }
    }
}
