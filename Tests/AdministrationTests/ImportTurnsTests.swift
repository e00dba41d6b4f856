import JSON
import Synchronization
import Testing

@testable import Administration

struct ImportTurnsTests {
    private static let outOfTurn = AdministrationError.Code(rawValue: "outOfTurn")

    private let turns = ImportTurns()
    private let steps = Steps()

    @Test func `a batch is prepared while the one before it runs, and applied after it`()
        async throws
    {
        let former = ImportPlace()
        let latter = ImportPlace(after: former.number)
        let gate = Gate()
        async let first = apply(former, "first", isIn: true, waitingFor: gate)
        await steps.reached("first runs")
        async let second = apply(latter, "second", isIn: true)
        await steps.reached("second prepared")
        gate.open()
        _ = try await (first, second)
        #expect(
            steps.all == [
                "first prepared", "first runs", "second prepared", "first done", "second runs",
                "second done",
            ])
    }

    @Test(arguments: [false, true])
    func `nothing is applied after a batch that did not come in`(throwing: Bool) async throws {
        let places = Self.chain(of: 3)
        let gate = Gate()
        async let first = Result.of {
            () async throws(AdministrationError) in
            try await apply(places[0], "first", isIn: false, waitingFor: gate, throwing: throwing)
        }
        await steps.reached("first runs")
        async let second = Result.of {
            () async throws(AdministrationError) in
            try await apply(places[1], "second", isIn: true)
        }
        await steps.reached("second prepared")
        async let third = Result.of {
            () async throws(AdministrationError) in
            try await apply(places[2], "third", isIn: true)
        }
        await steps.reached("third prepared")
        gate.open()
        let answers = await (first, second, third)
        #expect(answers.0.failure?.code == (throwing ? .failed : nil))
        #expect(answers.1.failure?.code == Self.outOfTurn)
        #expect(answers.2.failure?.code == Self.outOfTurn)
        #expect(!steps.all.contains("second runs") && !steps.all.contains("third runs"))
    }

    @Test func `a message keeps the place of its batch, and one without is a batch of its own`()
        throws
    {
        for place in [ImportPlace(after: .min), ImportPlace(number: .max)] {
            var batch = ImportRecords(shop: "a", records: [], skipsInvalid: true, place: place)
            #expect(try ImportRecords(json: batch.json).place == place)
            var message = batch.json
            message.removeValue(forName: "number")
            message.removeValue(forName: "after")
            batch = try ImportRecords(json: message)
            #expect(batch.place.after == nil && batch.place.number != place.number)
        }
    }

    @Test func `a batch that cannot be prepared did not come in`() async {
        let former = ImportPlace()
        let error = await Result.of { () async throws(AdministrationError) in
            try await turns.perform(at: former) { () throws(AdministrationError) in
                throw AdministrationError(.unknownShop, "")
            } _: { _ in
                ((), isIn: true)
            }
        }
        #expect(error.failure?.code == .unknownShop)
        await refuses(ImportPlace(after: former.number))
    }

    @Test(arguments: [false, true])
    func `a batch that has ended is not there to come after`(isIn: Bool) async throws {
        let former = ImportPlace()
        try await apply(former, "first", isIn: isIn)
        let latter = ImportPlace(after: former.number)
        await refuses(latter)
        try await apply(latter.first, "second", isIn: true)
    }

    @Test func `only one comes after a batch, and a number is one batch's`() async throws {
        let former = ImportPlace()
        let gate = Gate()
        async let first = apply(former, "first", isIn: true, waitingFor: gate)
        await steps.reached("first runs")
        await refuses(former)
        async let second = apply(ImportPlace(after: former.number), "second", isIn: true)
        await steps.reached("second prepared")
        await refuses(ImportPlace(after: former.number))
        gate.open()
        _ = try await (first, second)
    }

    private func refuses(_ place: ImportPlace) async {
        let answer = await Result.of { () async throws(AdministrationError) in
            try await apply(place, "refused", isIn: true)
        }
        #expect(answer.failure?.code == Self.outOfTurn)
        #expect(!steps.all.contains("refused prepared"))
    }

    private func apply(
        _ place: ImportPlace, _ name: String, isIn: Bool, waitingFor gate: Gate? = nil,
        throwing: Bool = false
    ) async throws(AdministrationError) {
        try await turns.perform(at: place) {
            steps.add("\(name) prepared")
        } _: {
            _ async throws(AdministrationError) in
            steps.add("\(name) runs")
            await gate?.pass()
            if throwing { throw AdministrationError(.failed, "") }
            steps.add("\(name) done")
            return ((), isIn: isIn)
        }
    }

    private static func chain(of count: Int) -> [ImportPlace] {
        var places: [ImportPlace] = []
        for _ in 0..<count { places.append(ImportPlace(after: places.last?.number)) }
        return places
    }
}

/// What has happened, in order.
private final class Steps: Sendable {
    private let names = Mutex<[String]>([])

    var all: [String] { names.withLock(\.self) }

    func add(_ name: String) { names.withLock { $0.append(name) } }

    /// Returns once a step was taken.
    func reached(_ name: String) async {
        while !all.contains(name) { try? await Task.sleep(for: .milliseconds(1)) }
    }
}

/// What lets nobody pass until it is opened.
private final class Gate: Sendable {
    private let isOpen = Mutex(false)

    func open() { isOpen.withLock { $0 = true } }

    func pass() async {
        while !isOpen.withLock(\.self) { try? await Task.sleep(for: .milliseconds(1)) }
    }
}

extension Result where Failure == AdministrationError {
    fileprivate static func of(
        _ body: () async throws(AdministrationError) -> Success
    ) async -> Self {
        do throws(AdministrationError) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    fileprivate var failure: AdministrationError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
