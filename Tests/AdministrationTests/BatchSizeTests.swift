import Privacy
import Synchronization
import Testing

@testable import Administration

/// How many records of an import come together.
struct BatchSizeTests {
    @Test func `a batch is large once nobody has waited for some`() {
        var size = BatchSize()
        for _ in 0..<BatchSize.patience {
            #expect(size.records == BatchSize.few)
            size.note(othersWait: false)
        }
        #expect(size.records == BatchSize.many)
        size.note(othersWait: false)
        #expect(size.records == BatchSize.many)
    }

    @Test func `one batch for which somebody waited makes those after it small again`() {
        var size = BatchSize()
        for _ in 0..<BatchSize.patience { size.note(othersWait: false) }
        size.note(othersWait: true)
        for _ in 0..<BatchSize.patience {
            #expect(size.records == BatchSize.few)
            size.note(othersWait: false)
        }
        #expect(size.records == BatchSize.many)
    }

    @Test(arguments: [false, true])
    func `whether somebody waited crosses the control socket`(othersWait: Bool) throws {
        let outcome = ImportRecords.Outcome(othersWait: othersWait)
        #expect(try ImportRecords.Outcome(json: outcome.json).othersWait == othersWait)
    }

    @Test(arguments: Place.allCases, [false, true])
    func `an import's batches become large only where nobody waits`(
        place: Place, othersWait: Bool
    ) async throws {
        let sizes = Mutex<[Int]>([])
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let middleman = Middleman(administration, othersWait: othersWait) { _, batch in
                sizes.withLock { $0.append(batch.records.count) }
                return nil
            }
            let small = BatchSize.few * (BatchSize.patience + 3)
            let lines = (1...small + 2 * BatchSize.many).map { id in
                #"{"table":"product","id":\#(id)}"#
            }
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let path = folder.path + "/products.jsonl"
            try TestFile.write(lines.joined(separator: "\n"), to: path)
            let tally = try await FileImport(path: path, shop: key).run(through: middleman)
            #expect(tally.imported == [.product: lines.count])
        }
        let largest = sizes.withLock { $0.max() }
        #expect(largest == (othersWait ? BatchSize.few : BatchSize.many))
    }
}
