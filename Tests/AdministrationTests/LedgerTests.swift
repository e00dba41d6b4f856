import Administration
import JSON
import Privacy
import Testing

struct LedgerTests {
    private static let jane = SubjectQuery(email: EmailAddress("jane@mail.example"))

    @Test(arguments: Place.allCases)
    func `an unknown receipt is refused`(place: Place) async throws {
        try await withForgottenJane(at: place) { administration, key, _ in
            for id in ["7", String(repeating: "0", count: 32)] {
                let error = await #expect(throws: AdministrationError.self) {
                    try await administration.perform(ShowReceipt(shop: key, id: id))
                }
                #expect(error?.code == .refused)
            }
        }
    }

    @Test(arguments: Place.allCases)
    func `the audit chain says who forgot, and is whole`(place: Place) async throws {
        try await withForgottenJane(at: place) { administration, key, receipt in
            var page = try await administration.perform(ReadAudit(shop: key))
            // The look comes into the chain when it comes.
            while !page.entries.contains(where: { $0.action == "look" }) {
                try await Task.sleep(for: .milliseconds(20))
                page = try await administration.perform(ReadAudit(shop: key))
            }
            #expect(page.faults.isEmpty)
            #expect(page.next == nil)
            #expect(page.entries.map(\.sequence) == Array(1...Int64(page.entries.count)))
            let forget = try #require(page.entries.first { $0.action == "forget" })
            #expect(forget.actor == "operator")
            #expect(forget.outcome == "ok")
            #expect(forget.reference == receipt)
            let rest = try await administration.perform(ReadAudit(shop: key, after: 1))
            #expect(rest.entries == Array(page.entries.dropFirst()))
        }
    }

    @Test(arguments: Place.allCases)
    func `a suppression is listed without a name, and lifted by name or by receipt`(
        place: Place
    ) async throws {
        try await withForgottenJane(at: place) { administration, key, receipt in
            let list = try await administration.perform(ListSuppressions(shop: key))
            #expect(list.suppressed.map(\.kind) == ["email"])
            #expect(list.suppressed.first?.receipt.text == receipt)
            let lifted = try await administration.perform(
                LiftSuppression(of: .subject(Self.jane), shop: key))
            #expect(lifted.lifted == 1)
            let rest = try await administration.perform(ListSuppressions(shop: key))
            #expect(rest.suppressed.isEmpty)

            let again = try await administration.perform(
                EraseSubject(subject: Self.jane, shop: key, isPreview: false))
            let second = try #require(again.receipt).text
            let both = try await administration.perform(
                LiftSuppression(of: .receipt(second), shop: key))
            #expect(both.lifted == 1)
            let error = await #expect(throws: AdministrationError.self) {
                try await administration.perform(
                    LiftSuppression(of: .receipt("7"), shop: key))
            }
            #expect(error?.code == .refused)
        }
    }

    @Test(arguments: Place.allCases)
    func `an import counts the customers that stay out`(place: Place) async throws {
        try await withForgottenJane(at: place) { administration, key, _ in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let path = folder.path + "/feed.json"
            try TestFile.write(
                #"{"customers":[{"id":1,"email":"jane@mail.example"},{"id":2}],"orders":[]}"#,
                to: path)
            _ = try await administration.perform(
                EraseSubject(
                    subject: SubjectQuery(customer: RecordID(argument: "1")), shop: key,
                    isPreview: false))
            let tally = try await FileImport(path: path, shop: key).run(through: administration)
            #expect(tally.suppressed == 1)
            #expect(tally.imported == [.customer: 1])
            #expect(tally.total == 1)
        }
    }

    @Test(arguments: Place.allCases)
    func `a deleted shop leaves a receipt that its own key signed`(place: Place) async throws {
        try await withForgottenJane(at: place) { administration, key, _ in
            let shop = try await administration.perform(DescribeShop(shop: key))
            let receipt = try await administration.perform(DeleteShop(shop: key))
            guard case .closure(let closure) = try receipt.document() else {
                Issue.record("not a receipt of a closure")
                return
            }
            #expect(closure.shop.text == shop.id)
            #expect(closure.receipts == 1)
        }
    }

    private func withForgottenJane(
        at place: Place,
        _ body: (any Administration, _ shop: String, _ receipt: String) async throws -> Void
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let done = try await administration.perform(
                EraseSubject(subject: Self.jane, shop: key, isPreview: false))
            try await body(administration, key, try #require(done.receipt).text)
        }
    }
}
