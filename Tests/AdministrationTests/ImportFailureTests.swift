import JSON
import Privacy
import Synchronization
import Testing

@testable import Administration

/// Imports of several batches of which something is refused: what is in stands before it in the file.
struct ImportFailureTests {
    /// Orders of three batches and a half, whichever way they go.
    private static let count = ImportBatch.maximumRecordsAlone * 7 / 2

    @Test(arguments: Place.allCases)
    func `nothing is in after a bad record, in whichever batch`(place: Place) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let bad = Self.count / 2
            let error = await #expect(throws: AdministrationError.self) {
                try await Self.bring(Self.orders(badAt: bad), key, administration)
            }
            #expect(error?.code == .badInput)
            #expect(error?.message.hasPrefix("line \(bad): time: expected") == true)
            #expect(error?.message.hasSuffix("records that are in: \(bad - 1).") == true)
            try await Self.expectOrders(bad - 1, key, administration)
        }
    }

    @Test(arguments: Place.allCases, 0..<4)
    func `nothing is in after a batch that failed`(place: Place, failing: Int) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let middleman = Middleman(administration) { number, _ in
                number == failing ? AdministrationError(.failed, "no space is left") : nil
            }
            let error = await #expect(throws: AdministrationError.self) {
                try await Self.bring(Self.orders(), key, middleman)
            }
            #expect(error == AdministrationError(.failed, "no space is left"))
            let size = ImportBatch(isAlone: administration.isAlone).mostRecords
            try await Self.expectOrders(failing * size, key, administration)
        }
    }

    @Test(arguments: Place.allCases)
    func `a batch that came when the one before it had ended is sent again`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let middleman = Middleman(administration) { _, batch in
                batch.place.after == nil ? nil : AdministrationError(.outOfTurn, "")
            }
            let tally = try await Self.bring(Self.orders(), key, middleman)
            #expect(tally.imported == [.order: Self.count])
            try await Self.expectOrders(Self.count, key, administration)
        }
    }

    @Test(arguments: Place.allCases)
    func `one batch that came too late is sent again, and those after it come in`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let refused = Mutex(0)
            let middleman = Middleman(administration) { number, batch in
                guard number == 1, batch.place.after != nil else { return nil }
                refused.withLock { $0 += 1 }
                return AdministrationError(.outOfTurn, "")
            }
            let tally = try await Self.bring(Self.orders(), key, middleman)
            #expect(tally.imported == [.order: Self.count])
            #expect(refused.withLock { $0 } == 1)
            try await Self.expectOrders(Self.count, key, administration)
        }
    }

    @Test(arguments: Place.allCases)
    func `what a shop ceases to collect is left out from the next batch on`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let middleman = Middleman(administration) { number, _ in
                if number == 1 {
                    _ = try? await administration.perform(
                        ConfigureShop(shop: key, collected: ["email"]))
                }
                return nil
            }
            let tally = try await Self.bring(Self.orders(), key, middleman)
            #expect(tally.ignored == ["orders"])
            // The first batch may have been applied before or after.
            let size = ImportBatch(isAlone: administration.isAlone).mostRecords
            #expect(tally.total <= size)
            #expect(tally.total + tally.withoutEffect == Self.count)
        }
    }

    private static func orders(badAt bad: Int? = nil) -> String {
        (1...count).map { id in
            let time = id == bad ? "{}" : "\(id)"
            return #"{"table":"order","id":\#(id),"email":"jane@mail.example","time":\#(time)}"#
        }.joined(separator: "\n")
    }

    private static func expectOrders(
        _ count: Int, _ key: String, _ administration: any Administration
    ) async throws {
        let report = try await administration.report(email: "jane@mail.example", in: key)
        let ids = (0..<count).map { JSONValue.number(JSONNumber(Int64($0 + 1))) }
        #expect(report["orders"] == .array(ids))
    }

    private static func bring(
        _ text: String, _ key: String, _ administration: any Administration
    ) async throws -> ImportTally {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/orders.jsonl"
        try TestFile.write(text, to: path)
        return try await FileImport(path: path, shop: key).run(through: administration)
    }
}

/// Hands on what is wished, but for batches of an import that it refuses.
private final class Middleman: Administration {
    typealias Refusal = @Sendable (Int, ImportRecords) async -> AdministrationError?

    private let administration: any Administration
    private let refusal: Refusal

    var isAlone: Bool { administration.isAlone }

    /// - Parameter refusal: Why the batch of that number is refused; nil: it is not.
    init(_ administration: any Administration, refusal: @escaping Refusal) {
        self.administration = administration
        self.refusal = refusal
    }

    /// Which batch it is, counted from 0, by the number of its first order, counted from 1.
    private func number(of batch: ImportRecords) -> Int {
        guard case .number(let id)? = batch.records.first?.fields["id"], let id = id.int64 else {
            return -1
        }
        return (Int(id) - 1) / ImportBatch(isAlone: isAlone).mostRecords
    }

    func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        if let batch = operation as? ImportRecords {
            if let error = await refusal(number(of: batch), batch) { throw error }
        }
        return try await administration.perform(operation)
    }

    func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome {
        try await administration.perform(operation, progress: progress)
    }

    func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError) {
        try await administration.report(on: subject, in: shop, chunk: chunk)
    }
}
