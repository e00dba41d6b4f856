import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// A shop's file on disk from before the rows of activities had numbers.
struct OldShopTests {
    private let test: TestShop
    private let path: String

    init() async throws {
        test = try TestShop()
        path = ShopFolder(data: test.store.folder, id: test.shop.id).database
        try await test.apply(.customer(1, email: "a@x.example"), .link("v", customer: 1))
        test.store.settle()
        let file = try Connection(path: path, access: .readWrite)
        defer { file.close() }
        try file.execute("DROP TABLE activity")
        try OlderTable.make("activity", in: file)
        for number in 0..<3 {
            try file.run(
                "INSERT INTO activity VALUES ((SELECT span FROM visitor), 1000, ?1, 1, ?2)",
                .integer(Int64(number)), .text("\(number)"))
        }
        try file.execute("PRAGMA user_version = 3")
    }

    @Test func `it is read, added to, and forgotten`() async throws {
        #expect(try await test.report(customer: 1).clicks.map(\.last) == ["2", "1", "0"])
        try await test.apply(.click("v", "3"))
        try await test.apply(.click("v", "4"), at: 999)
        #expect(
            try await test.report(customer: 1).clicks.map(\.last) == ["3", "2", "1", "0", "4"])
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(erasure.counts.activity == 5)
        #expect(try await test.report(customer: 1).isEmpty)
    }

    @Test func `a program of before refuses it from then on`() async throws {
        _ = try await test.report(customer: 1)
        test.store.settle()
        let file = try Connection(path: path, access: .readWrite)
        defer { file.close() }
        #expect(throws: PrivacyError.self) {
            try Migrations.apply(
                Array(ShopSchema.migrations.prefix(3)), applicationID: ShopSchema.applicationID,
                to: file)
        }
    }
}
