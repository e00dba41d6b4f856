import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Rows of activities keep their order by their numbers, and their span.
struct ActivityNumbersTests {
    private let connection: Connection
    private let activities: Activities

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try Migrations.apply(ShopSchema.migrations, applicationID: 1, to: connection)
        activities = Activities(connection: connection)
    }

    @Test func `spans have numbers of their own, the last one too`() {
        for span in [1, 2, 1 << 20, ActivityNumbers.mostSpans] as [Int64] {
            let numbers = ActivityNumbers(span)
            #expect(numbers.last - numbers.first == ActivityNumbers.count - 1)
            #expect(numbers.first == ActivityNumbers(span - 1).last + 1)
            #expect(numbers.first > 0)
        }
    }

    @Test(arguments: [1, 5, ActivityNumbers.mostSpans] as [Int64])
    func `a number stands between those beside it, as long as there is one`(span: Int64) throws {
        let numbers = ActivityNumbers(span)
        for (row, next) in [
            (nil, nil), (numbers.last - 1, nil), (nil, numbers.first + 1),
            (numbers.first, numbers.first + 2), (numbers.first, numbers.last),
        ] as [(Int64?, Int64?)] {
            let number = try #require(numbers.number(after: row, before: next))
            #expect(number > row ?? numbers.first - 1 && number < next ?? numbers.last + 1)
        }
        #expect(numbers.number(after: numbers.last, before: nil) == nil)
        #expect(numbers.number(after: nil, before: numbers.first) == nil)
        #expect(numbers.number(after: numbers.first, before: numbers.first + 1) == nil)
    }

    @Test func `so many rows fit between two neighbours, wherever they come`() {
        let numbers = ActivityNumbers(3)
        let spread = Array(numbers.spread(33_000).prefix(2))
        for (low, high, count) in [
            (numbers.first, numbers.first + ActivityNumbers.step, 10), (spread[0], spread[1], 15),
        ] {
            var (next, fitting) = (high, 0)
            // Each before the last that came.
            while let number = numbers.number(after: low, before: next) {
                (next, fitting) = (number, fitting + 1)
            }
            #expect(fitting == count)
        }
    }

    @Test(arguments: [1, 2, 1_000]) func `spread numbers keep their order`(count: Int) {
        let numbers = ActivityNumbers(3)
        let spread = Array(numbers.spread(count))
        #expect(spread.count == count)
        // As much is left at both ends as in a new span.
        #expect(spread.allSatisfy { $0 - numbers.first > 1 << 30 && numbers.last - $0 > 1 << 30 })
        var before = numbers.first - 1
        for number in spread + [numbers.last + 1] {
            #expect(number - before > ActivityNumbers.step)
            before = number
        }
    }

    /// Whose rows are as long as can be, so that hardly one fits with another.
    private func add(_ number: Int, at time: Int64, to model: inout ActivityModel) throws {
        let action = ActivityAction.click(
            product: String(repeating: "p", count: ActivityBlock.mostBytes) + "\(number)")
        try activities.add(ActivityRow.body(of: action), to: 7, at: time)
        model.add(action, at: time)
    }

    private func numbers() throws -> [Int64] {
        var found: [Int64] = []
        var rows = try connection.query("SELECT id FROM activity WHERE id >> 32 = 7 ORDER BY id")
        while try rows.step() { found.append(rows.integer(0)) }
        return found
    }

    @Test func `rows are spread anew where no number is left, and keep their order`() throws {
        var model = ActivityModel()
        // Others', which stay where they are.
        for span in [6, 8] as [Int64] {
            try activities.add(ActivityRow.body(of: .click(product: "o")), to: span, at: 1)
        }
        try add(0, at: 0, to: &model)
        try add(1, at: 100_000, to: &model)
        let (first, second) = (try numbers()[0], try numbers()[1])
        for number in 2..<300 {
            // Newest first, between the two.
            try add(number, at: Int64(100_000 - number), to: &model)
        }
        let found = try numbers()
        #expect(found.first != first || found.last != second)
        #expect(found.count == 300)
        #expect(try ActivityModel.shown(7, connection) == model.shown)
        for span in [6, 8] as [Int64] { #expect(try activities.count(of: span) == 1) }
    }

    @Test(arguments: [true, false])
    func `rows are spread anew where the last or first number is taken`(isLast: Bool) throws {
        var model = ActivityModel()
        try add(0, at: 50, to: &model)
        let numbers = ActivityNumbers(7)
        try connection.run(
            "UPDATE activity SET id = ?1", .integer(isLast ? numbers.last : numbers.first))
        try add(1, at: isLast ? 51 : 49, to: &model)
        #expect(try self.numbers() != [numbers.first, numbers.last])
        #expect(try ActivityModel.shown(7, connection) == model.shown)
    }

    @Test func `a history that comes newest first, between others, fills its rows by half`() throws
    {
        var model = ActivityModel()
        for (time, id) in [(Int64(0), "first"), (1_000_000, "last")] {
            try activities.add(ActivityRow.body(of: .click(product: id)), to: 7, at: time)
            model.add(.click(product: id), at: time)
        }
        for number in 0..<3_000 {
            let (action, time) = (
                ActivityAction.click(product: "\(number)"), Int64(900_000 - number)
            )
            try activities.add(ActivityRow.body(of: action), to: 7, at: time)
            model.add(action, at: time)
        }
        #expect(try numbers().count < 200)
        #expect(try ActivityModel.shown(7, connection) == model.shown)
    }

    @Test func `short ones before a long one do not gather in its row`() throws {
        var model = ActivityModel()
        let long = ActivityAction.imported(
            type: "", description: String(repeating: "x", count: 50_000))
        for (action, time) in [(ActivityAction.click(product: "a"), Int64(1)), (long, 900)] {
            try activities.add(ActivityRow.body(of: action), to: 7, at: time)
            model.add(action, at: time)
        }
        for number in 0..<500 {
            let action = ActivityAction.click(product: "\(number)")
            try activities.add(ActivityRow.body(of: action), to: 7, at: 500)
            model.add(action, at: 500)
        }
        let longest = try connection.number(of: "SELECT max(length(block)) FROM activity")
        #expect(longest < 50_000 + ActivityBlock.mostBytes)
        #expect(try ActivityModel.shown(7, connection) == model.shown)
    }

    @Test func `the last visitor that a shop can have is taken, the next refused`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.apply(.click("v", "1"))
        try await test.apply(
            .customer(1), .customer(2), .link("shared", customer: 1), .link("shared", customer: 2))
        try await test.store.upkeep(in: test.shop.id) { file in
            try file.writer.run(
                "UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'span'",
                .integer(ActivityNumbers.mostSpans - 1))
        }
        try await test.apply(.click("last", "2"))
        await #expect(throws: PrivacyError.self) { try await test.apply(.click("one more", "3")) }
        try await test.apply(.click("last", "4"), .click("v", "5"))
        #expect(try await test.report(visitor: "last").activity.activities.count == 2)
        #expect(try await test.report(visitor: "one more").isEmpty)
        // What a shared browser does from then on would need a span of nobody's.
        await #expect(throws: PrivacyError.self) { try await test.erase(test.subject(nil, 1)) }
        #expect(try await test.report(customer: 1).customers.count == 1)
    }
}
