@testable import Administration
import JSON
import Privacy
import Testing

struct ImportTests {
    private static let feed = """
        {"version": {"customers": 1}, "products": [{"id": 12, "name": "Red shoes"}],
         "customers": [{"id": 1234, "email": "jane@mail.example", "age": 41.0}],
         "orders": [{"id": 567, "products": [12], "time": 100, "customer": 1234},
                    {"id": "A-1", "time": 200, "email": "Jane@Mail.example"}], "baskets": [1]}
        """

    private static let lines = """
        {"table": "product", "id": 12, "name": "Red shoes"}

        {"table": "customer", "id": 1234, "email": "jane@mail.example", "phone": null}\r
        {"table": "visitor_link", "visitor": "v1", "email": "jane@mail.example", "time": 100}
        {"table": "activity", "visitor": "v1", "type": "click", "product": 12, "time": 150}
        {"table": "activity", "visitor": "v1", "type": "search", "description": "Shoes?", "time": 160}
        {"table": "activity", "visitor": "null", "type": "click", "product": 12, "time": 170}
        {"table": "orders", "id": 7, "customer": 1234, "time": 180, "body": "{\\"total\\": 1.50}"}
        """

    @Test(arguments: Place.allCases)
    func `a feed comes in as a POST would`(place: Place) async throws {
        try await withImport(of: Self.feed, as: "feed.json", at: place) { tally, report in
            #expect(tally.imported == [.product: 1, .customer: 1, .order: 2])
            #expect(report["orders"] == .array([.number(JSONNumber(567)), .string("A-1")]))
            #expect(
                JSONWriter.text(of: report["customers"] ?? .null)
                    == #"[{"id":1234,"email":"Jane@Mail.example","age":41.0}]"#)
        }
    }

    @Test(arguments: Place.allCases)
    func `lines bring links, history and attributes`(place: Place) async throws {
        try await withImport(of: Self.lines, as: "all.jsonl", at: place) { tally, report in
            #expect(
                tally.imported == [
                    .product: 1, .customer: 1, .link: 1, .activity: 2, .order: 1,
                ])
            #expect(tally.withoutEffect == 1)
            let activity = JSONWriter.text(of: report["activity"] ?? .null)
            #expect(activity.contains(#""description":"Clicked product 12 (Red shoes)""#))
            #expect(activity.contains(#""type":"search","description":"Shoes?","time":160"#))
            let orders = JSONWriter.text(of: report["order_details"] ?? .null)
            #expect(orders.contains(#""total":1.50"#))
            #expect(
                JSONWriter.text(of: report["customers"] ?? .null)
                    == #"[{"id":1234,"email":"jane@mail.example"}]"#)
        }
    }

    @Test(arguments: Place.allCases)
    func `more records than a batch holds all come in`(place: Place) async throws {
        let count = BatchSize.few * 2 * BatchSize.patience + BatchSize.many + 203
        let lines = (1...count).map { id in
            #"{"table":"order","id":\#(id),"email":"jane@mail.example","time":\#(id)}"#
        }.joined(separator: "\n")
        try await withImport(of: lines, as: "orders.jsonl", at: place) { tally, report in
            #expect(tally.imported == [.order: count])
            let ids = (1...count).map { JSONValue.number(JSONNumber(Int64($0))) }
            #expect(report["orders"] == .array(ids))
        }
    }

    @Test(arguments: [BatchSize.few, BatchSize.many])
    func `a batch is full at its most records, and holds at least one`(most: Int) throws {
        let bytes = ImportBatch.maximumBytes
        let record = FeedRecord(table: .order, fields: JSONObject())
        var batch = ImportBatch(mostRecords: most)
        #expect(!batch.isFull(beforeRecordOf: bytes + 1))
        batch.append(record, at: .line(1), byteCount: 1)
        #expect(!batch.isFull(beforeRecordOf: bytes - 1))
        #expect(batch.isFull(beforeRecordOf: bytes))
        for line in 2..<most { batch.append(record, at: .line(line), byteCount: 0) }
        #expect(!batch.isFull(beforeRecordOf: 0))
        batch.append(record, at: .line(most), byteCount: 0)
        #expect(batch.isFull(beforeRecordOf: 0))
    }

    @Test(arguments: Place.allCases)
    func `what is not collected is left out and named`(place: Place) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            _ = try await administration.perform(
                ConfigureShop(shop: key, collected: ["customers", "orders"]))
            let tally = try await Self.bring(Self.lines, "all.jsonl", key, administration)
            #expect(tally.ignored == ["email", "history", "preferences"])
            #expect(tally.imported == [.product: 1, .customer: 1, .order: 1])
            #expect(tally.withoutEffect == 4)
        }
    }

    @Test(
        arguments: Place.allCases,
        [
            (#"{"table":"order","id":9}"#, "line 601: time: expected"),
            (#"{"table":"ordre","id":9}"#, "line 601: table: expected"),
            ("{", "line 601: The text ends"), ("[]", "line 601: expected an object"),
        ])
    func `an import stops at a bad record and keeps what stands before it`(
        place: Place, bad: (line: String, message: String)
    ) async throws {
        let good = (1...600).map { id in
            #"{"table":"order","id":\#(id),"email":"jane@mail.example","time":\#(id)}"#
        }
        let lines = (good + [bad.line] + good).joined(separator: "\n")
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let error = await #expect(throws: AdministrationError.self) {
                try await Self.bring(lines, "bad.jsonl", key, administration)
            }
            #expect(error?.code == .badInput)
            #expect(error?.message.hasPrefix(bad.message) == true)
            #expect(error?.message.hasSuffix("600.") == true)
            let report = try await administration.report(email: "jane@mail.example", in: key)
            #expect(report["orders"] == .array((1...600).map { .number(JSONNumber(Int64($0))) }))

            let skipping = try await Self.bring(
                lines, "bad.jsonl", key, administration, skipsInvalid: true)
            #expect(skipping.invalid == 1)
            #expect(skipping.total == 1_200)
        }
    }

    @Test(arguments: ["", "{", "[]", #"{"orders":[{"id":1,"time":2},"#, #"{"orders":[]} x"#])
    func `a feed that is no whole object is refused`(text: String) async throws {
        try await Place.here.withAdministration { administration in
            let key = try await administration.makeShop()
            let error = await #expect(throws: AdministrationError.self) {
                try await Self.bring(text, "feed.json", key, administration, skipsInvalid: true)
            }
            #expect(error?.code == .badInput)
        }
    }

    @Test func `a file that is not there is said to be missing`() async throws {
        try await Place.here.withAdministration { administration in
            let key = try await administration.makeShop()
            let error = await #expect(throws: AdministrationError.self) {
                try await FileImport(path: "/nonexistent/file.json", shop: key)
                    .run(through: administration)
            }
            #expect(error?.message.contains("No such file") == true)
        }
    }

    /// Imports a text into a new shop and hands out the summary and what is held about Jane.
    private func withImport(
        of text: String, as name: String, at place: Place,
        _ body: (ImportTally, JSONObject) throws -> Void
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let tally = try await Self.bring(text, name, key, administration)
            try body(tally, try await administration.report(email: "jane@mail.example", in: key))
        }
    }

    private static func bring(
        _ text: String, _ name: String, _ key: String, _ administration: any Administration,
        skipsInvalid: Bool = false
    ) async throws -> ImportTally {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/" + name
        try TestFile.write(text, to: path)
        let job = FileImport(path: path, shop: key, skipsInvalid: skipsInvalid)
        return try await job.run(through: administration)
    }
}
