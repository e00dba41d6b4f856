import Foundation
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// A file as it was before identifiers stood in blocks and an order was one row.
struct OldFileTests {
    private static let people = 100
    private static let digester = Digester(secret: Array(repeating: 7, count: 32))

    /// The file with people of two names each, numbered one after the other, and then brought to the
    /// newest schema.
    private func migrated() throws -> Connection {
        let connection = try Connection(path: ":memory:", access: .create)
        try Migrations.apply(
            Array(ShopSchema.migrations.prefix(2)), applicationID: 1, to: connection)
        for person in 0..<Int64(Self.people) { try insert(person, into: connection) }
        try Migrations.apply(ShopSchema.migrations, applicationID: 1, to: connection)
        return connection
    }

    private func email(_ person: Int64) -> String { "p\(person)@x.example" }

    private func insert(_ person: Int64, into connection: Connection) throws {
        let first = 2 * person + 2
        let address = try #require(EmailAddress(email(person)))
        try connection.run(
            """
            INSERT INTO identifier(id, kind, digest, text, number, person, vouched)
            VALUES (?1, 1, ?2, ?3, 0, ?1, 1)
            """,
            .integer(first), .blob(Self.digester.digest(address)), .text(address.text))
        try connection.run(
            """
            INSERT INTO identifier(id, kind, digest, text, number, person, vouched)
            VALUES (?1 + 1, 2, ?2, ?3, 1, ?1, 1)
            """,
            .integer(first), .blob(Self.digester.digest(id(Int(person)))), .text("\(person)"))
        try connection.run(
            "INSERT INTO customer VALUES (?1, ?2, '{\"name\":\"A\"}')",
            .integer(first + 1), .integer(first))
        try connection.run("INSERT INTO subscription VALUES (?1, '', 0, 9)", .integer(first))
        try connection.run(
            "INSERT INTO visitor(id, digest, text, span) VALUES (?1, ?2, ?3, ?1)",
            .integer(first), .blob(Self.digester.digest(VisitorID("v\(person)"))),
            .text("v\(person)"))
        try connection.run("INSERT INTO span VALUES (?1, ?1, ?1, 5)", .integer(first))
        try connection.run("INSERT INTO basket VALUES (?1, '', 0, '[]')", .integer(first))
        try connection.run(
            """
            INSERT INTO orders(id, text, number, time, arrived, products, customer, email, span,
                vouched, state, extras)
            VALUES (?1, ?2, 1, 7, 7, '[]', ?3, ?4, NULL, 3, 0, 0)
            """,
            .integer(first), .text("\(first)"), .integer(first + 1), .integer(first))
        try connection.run(
            "INSERT INTO order_attributes VALUES (?1, '{\"note\":\"B\"}')", .integer(first))
        try connection.run(
            """
            INSERT INTO orders(id, text, number, time, arrived, products, customer, email, span,
                vouched, state, extras)
            VALUES (?1 + 1, ?2, 1, 8, 8, '[]', NULL, NULL, ?1, 0, 0, 0)
            """,
            .integer(first), .text("\(first + 1)"))
    }

    private func report(_ subject: SubjectQuery, _ connection: Connection) throws -> SubjectReport {
        let reading = ShopReading(connection: connection, digester: Self.digester)
        let scope = try SubjectResolver(reading: reading).scope(of: subject)
        return try ReportBuilder(reading: reading, scope: scope).report()
    }

    @Test func `everything of everybody is found again`() throws {
        let connection = try migrated()
        for person in 0..<Int64(Self.people) {
            let subject = SubjectQuery(email: EmailAddress(email(person)))
            let report = try self.report(subject, connection)
            #expect(report.emails == [email(person)])
            #expect(report.customers.map(\.id) == [id(Int(person))])
            #expect(report.subscriptions.count == 1)
            #expect(report.baskets.count == 1)
            #expect(report.visitors.map(\.visitor.text) == ["v\(person)"])
            #expect(report.orderIDs == ["\(2 * person + 2)", "\(2 * person + 3)"])
            #expect(try report.orders.map { try $0.attributes.names } == [["note"], []])
            let byID = try self.report(SubjectQuery(customer: id(Int(person))), connection)
            #expect(byID.orders.count == 2)
        }
    }

    @Test func `a step that fails leaves the file as it was`() throws {
        struct Failure: Error {}
        let connection = try Connection(path: ":memory:", access: .create)
        let steps: [Migration] = [
            "CREATE TABLE a(x)", Migration("CREATE TABLE b(x)") { _ in throw Failure() },
        ]
        #expect(throws: Failure.self) {
            try Migrations.apply(steps, applicationID: 1, to: connection)
        }
        #expect(try connection.number(of: "PRAGMA user_version") == 1)
        #expect(try connection.number(of: "SELECT count(*) FROM sqlite_schema") == 1)
    }

    @Test func `a name that comes later is of the person from before`() throws {
        let connection = try migrated()
        let people = People(connection: connection, digester: Self.digester)
        // Among them those whose number is that of a block by chance.
        for person in [0, 31, 32, 63] as [Int64] {
            _ = try people.name(
                customer: id(1_000 + Int(person)), email: EmailAddress(email(person)),
                isVouched: true)
            let known = try people.identifiers(of: 2 * person + 2)
            #expect(known.count == 3)
        }
        #expect(try people.identifiers(of: 6).count == 2)
    }
}
