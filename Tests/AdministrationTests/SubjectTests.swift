import Administration
import JSON
import Privacy
import Testing

struct SubjectTests {
    private static let orders = """
        {"table":"order","id":1,"email":"jane@mail.example","customer":5,"time":10,"note":"x"}
        {"table":"order","id":2,"email":"john@mail.example","time":20}
        """

    @Test(arguments: Place.allCases)
    func `a preview erases nothing, and the forget what it said`(place: Place) async throws {
        try await withOrders(at: place) { administration, key in
            let jane = SubjectQuery(email: EmailAddress("jane@mail.example"))
            let preview = try await administration.perform(
                EraseSubject(subject: jane, shop: key, isPreview: true))
            #expect(preview.kept.map(\.count) == [1])
            #expect(preview.erased.contains { $0.kind == "identifiers" && $0.count == 2 })
            let before = try await administration.report(email: "jane@mail.example", in: key)
            #expect(before["orders"] == .array([.number(JSONNumber(1))]))

            let done = try await administration.perform(
                EraseSubject(subject: jane, shop: key, isPreview: false))
            #expect(done.counts == preview.counts)
            #expect(preview.receipt == nil)
            let receipt = try await administration.perform(
                ShowReceipt(shop: key, id: try #require(done.receipt).text))
            guard case .erasure(let shown) = try receipt.document() else {
                Issue.record("not a receipt of an erasure")
                return
            }
            #expect(shown.id == done.receipt)
            #expect(shown.counts.identifiers == 2)
            #expect(shown.counts.keptOrders == 1)
            #expect(shown.purged != nil)
            let after = try await administration.report(email: "jane@mail.example", in: key)
            #expect(after["orders"] == .array([]))
            let other = try await administration.report(email: "john@mail.example", in: key)
            #expect(other["orders"] == .array([.number(JSONNumber(2))]))
        }
    }

    @Test(arguments: Place.allCases)
    func `two people at once are refused`(place: Place) async throws {
        try await withOrders(at: place) { administration, key in
            let both = SubjectQuery(
                email: EmailAddress("john@mail.example"), customer: RecordID(argument: "5"))
            let erasure = await #expect(throws: AdministrationError.self) {
                try await administration.perform(
                    EraseSubject(subject: both, shop: key, isPreview: false))
            }
            #expect(erasure?.code == .refused)
            let report = await #expect(throws: AdministrationError.self) {
                try await administration.report(on: both, in: key) { _ in }
            }
            #expect(report?.code == .refused)
        }
    }

    @Test(arguments: Place.allCases)
    func `a report of more pages than one comes whole`(place: Place) async throws {
        let count = 30_000
        let lines =
            [#"{"table":"link","visitor":"v","email":"jane@mail.example","time":1}"#]
            + (1...count).map {
                #"{"table":"activity","visitor":"v","type":"click","product":1,"time":\#($0)}"#
            }
        try await withLines(lines.joined(separator: "\n"), at: place) { administration, key in
            let report = try await administration.report(email: "jane@mail.example", in: key)
            guard case .array(let activity)? = report["activity"] else {
                Issue.record("no activity")
                return
            }
            #expect(activity.count == count)
        }
    }

    private func withOrders(
        at place: Place, _ body: (any Administration, String) async throws -> Void
    ) async throws {
        try await withLines(Self.orders, at: place, body)
    }

    private func withLines(
        _ lines: String, at place: Place,
        _ body: (any Administration, String) async throws -> Void
    ) async throws {
        try await place.withAdministration { administration in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            try TestFile.write(lines, to: folder.path + "/lines.jsonl")
            let key = try await administration.makeShop()
            _ = try await FileImport(path: folder.path + "/lines.jsonl", shop: key)
                .run(through: administration)
            try await body(administration, key)
        }
    }
}
