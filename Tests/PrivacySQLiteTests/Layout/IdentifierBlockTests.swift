import JSON
import Privacy
import Testing

@testable import PrivacySQLite

/// Identifiers of a person stand beside each other, as far as there is room, and are its own wherever
/// they stand.
struct IdentifierBlockTests {
    @Test func `a person has more names than a block`() async throws {
        let test = try TestShop()
        let count = 3 * Int(People.blockSize)
        for number in 1...count {
            try await test.apply(.customer(number, email: "many@x.example"))
        }
        try await test.apply(.customer(1_000, email: "other@x.example"))
        let other = try await test.report(email: "other@x.example")
        let report = try await test.report(customer: count)
        #expect(report.customers.count == count)
        #expect(report.emails == ["many@x.example"])
        let counts = try await test.forget(email: "many@x.example")
        #expect(counts.identifiers == count + 1)
        #expect(counts.customers == count)
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(customer: count).isEmpty)
        #expect(try await test.report(email: "other@x.example").customers.count == 1)
        #expect(other.customers.count == 1)
    }

    @Test func `people who are joined are found by each of their names, and forgotten by one`()
        async throws
    {
        let test = try TestShop()
        for person in 0..<4 {
            try await test.apply(
                .customer(10 + person, email: "p\(person)@x.example"),
                .order(person, customer: 10 + person, email: "p\(person)@x.example"),
                .subscription(
                    SubscriptionRecord(email: try #require(address("p\(person)@x.example")))))
        }
        // Two at a time, then the two pairs by a name that both have.
        try await test.apply(.customer(10, email: "p1@x.example"))
        try await test.apply(.customer(13, email: "p2@x.example"))
        try await test.apply(.customer(11, email: "p3@x.example"))
        for person in 0..<4 {
            for report in [
                try await test.report(email: "p\(person)@x.example"),
                try await test.report(customer: 10 + person),
            ] {
                #expect(report.orderIDs == ["0", "1", "2", "3"])
                #expect(Set(report.emails) == Set((0..<4).map { "p\($0)@x.example" }))
                #expect(report.customers.count == 4)
                #expect(report.subscriptions.count == 4)
            }
        }
        let counts = try await test.forget(customer: 12)
        #expect(counts.identifiers == 8)
        #expect(counts.keptOrders == 4)
        for person in 0..<4 {
            #expect(try await test.report(email: "p\(person)@x.example").isEmpty)
            #expect(try await test.report(customer: 10 + person).isEmpty)
        }
    }

    @Test func `a number is not given to a second person while the first is there`() async throws {
        let test = try TestShop()
        try await test.apply(.customer(1, email: "a@x.example"))
        try await test.apply(.customer(2, email: "b@x.example"))
        try await test.forget(email: "b@x.example")
        try await test.apply(.customer(3, email: "c@x.example"))
        try await test.apply(.customer(4, email: "a@x.example"))
        #expect(try await test.report(email: "a@x.example").customers.count == 2)
        #expect(try await test.report(email: "c@x.example").customers.count == 1)
    }

    @Test func `what is said again makes no name anew, wherever it stands`() async throws {
        let test = try TestShop()
        let email = try #require(EmailAddress("a@x.example"))
        let ids = [
            RecordID(text: "12", isNumber: true), RecordID(text: "a@x.example", isNumber: false),
            RecordID(text: "a@x.example ", isNumber: false),
            RecordID(text: "\u{E9}", isNumber: false), RecordID(text: "e\u{301}", isNumber: false),
            RecordID(text: "12\0", isNumber: false),
        ]
        for _ in 0..<3 {
            for id in ids + [RecordID(text: "12", isNumber: false)] {
                try await test.apply(
                    .customer(
                        CustomerRecord(id: id, email: email, attributes: JSONObject())))
            }
        }
        // A customer of somebody else, whose block is another one: the two are one person then.
        try await test.apply(.customer(77, email: "b@x.example"))
        for _ in 0..<2 { try await test.apply(.customer(77, email: "a@x.example")) }
        let report = try await test.report(email: "a@x.example")
        // Compared by bytes: what Swift takes for the same text is two customers.
        #expect(
            Set(report.customers.compactMap { $0.id.map { Array($0.text.utf8) } })
                == Set((ids.map(\.text) + ["77"]).map { Array($0.utf8) }))
        #expect(report.customers.count == 7)
        #expect(try await test.forget(email: "b@x.example").identifiers == 9)
    }
}
