import JSON
import Privacy
import Synchronization
import Testing

@testable import Administration

/// Imports of several batches of which something is refused: what is in stands before it in the file.
struct ImportFailureTests {
    /// Orders of three batches and a half.
    private static let count = BatchSize.few * 7 / 2

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
            try await Self.expectOrders(failing * BatchSize.few, key, administration)
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
            #expect(tally.total <= BatchSize.few)
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
