import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Activities stand several in a row, wherever in time they come in.
struct ActivityBlockTests {
    private typealias Model = ActivityModel

    private let connection: Connection
    private let activities: Activities
    private static let span: Int64 = 7
    private static let other: Int64 = 8

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try Migrations.apply(ShopSchema.migrations, applicationID: 1, to: connection)
        activities = Activities(connection: connection)
    }

    private func shown(
        _ span: Int64 = span, betweenPages: () throws -> Void = {}
    ) throws -> [String] {
        try ActivityModel.shown(span, connection, betweenPages: betweenPages)
    }

    private func add(_ action: ActivityAction, at time: Int64, to model: inout Model) throws {
        try activities.add(ActivityRow.body(of: action), to: Self.span, at: time)
        model.add(action, at: time)
    }

    private func action(_ number: Int, _ dice: inout SeededGenerator) -> ActivityAction {
        let id = String(repeating: "x", count: Int.random(in: 0...3, using: &dice)) + "\(number)"
        return switch Int.random(in: 0..<8, using: &dice) {
        case 0: .product(id)
        case 1: .category(id)
        case 2: .sale(order: id)
        case 3: .basket(.added, products: [id, "ü\""])
        case 4: .imported(type: "", description: "")
        case 5: .imported(type: "type \(id)", description: String(repeating: "é", count: 300))
        default: .click(product: id)
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func `all are shown in their order, wherever they came in`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var model = Model()
        let spread = [Int64(0), 3, 40, 1_000, 100_000, 5_000_000_000][Int(seed) - 1]
        for number in 0..<2_500 {
            let time = Int64.random(in: -spread...spread, using: &dice)
            try add(action(number, &dice), at: time, to: &model)
        }
        #expect(try shown() == model.shown)
        #expect(try activities.count(of: Self.span) == model.held.count)
        #expect(try activities.count() == model.held.count)
    }

    @Test func `rows that are parted between two pages give nothing twice and leave nothing out`()
        throws
    {
        var (dice, model) = (SeededGenerator(seed: 11), Model())
        for number in 0..<4_000 {
            let time = Int64.random(in: 0...500, using: &dice)
            try add(.click(product: "old \(number)"), at: time, to: &model)
        }
        var added = Model()
        let found = try shown {
            for number in 0..<600 {
                let time = Int64.random(in: 0...500, using: &dice)
                try add(.click(product: "new \(number)"), at: time, to: &added)
            }
        }
        #expect(found.filter { $0.contains("old") } == model.shown)
        #expect(try activities.count(of: Self.span) == model.held.count + added.held.count)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `what is older moves, and nothing else`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var model = Model()
        for number in 0..<300 {
            let time = Int64.random(in: 0...100, using: &dice)
            try add(action(number, &dice), at: time, to: &model)
        }
        let cutoff = Int64.random(in: -1...102, using: &dice)
        try activities.move(olderThan: cutoff, of: Self.span, to: Self.other)
        var (older, rest) = (Model(), Model())
        older.held = model.held.filter { $0.time < cutoff }
        rest.held = model.held.filter { $0.time >= cutoff }
        #expect(try shown(Self.other) == older.shown)
        #expect(try shown() == rest.shown)
        try add(.click(product: "after"), at: cutoff, to: &rest)
        #expect(try shown() == rest.shown)
    }

    @Test func `a history that grows fills its rows`() throws {
        var model = Model()
        for number in 0..<1_000 {
            try add(.click(product: "product \(number)"), at: Int64(number * 60), to: &model)
        }
        #expect(try shown() == model.shown)
        let (rows, bytes) = try rowsAndBytes()
        #expect(rows < 50)
        #expect(bytes / rows > ActivityBlock.mostBytes * 9 / 10)
    }

    @Test func `a row is parted one byte after the longest, and no text is too long`() throws {
        // Seconds, kind and the item's length take three or four bytes.
        for (item, rows) in [(ActivityBlock.mostBytes - 8, 1), (ActivityBlock.mostBytes - 7, 2)] {
            try connection.run("DELETE FROM activity")
            var model = Model()
            try add(.click(product: "a"), at: 1, to: &model)
            try add(.click(product: String(repeating: "b", count: item)), at: 1, to: &model)
            #expect(try rowsAndBytes().rows == rows)
            try add(.click(product: String(repeating: "c", count: 100_000)), at: 1, to: &model)
            #expect(try shown() == model.shown)
        }
    }

    @Test func `times as far apart as there are keep their order`() throws {
        var model = Model()
        for time in [0, Int64.max, Int64.min, Int64.max - 1, -1, Int64.min + 1] {
            try add(.click(product: "p"), at: time, to: &model)
        }
        #expect(try shown() == model.shown)
    }

    @Test func `damage to a row keeps nothing out, and is counted and moved with it`() throws {
        var model = Model()
        for number in 0..<40 { try add(.click(product: "p\(number)"), at: 100, to: &model) }
        let rows = try rowsAndBytes().rows
        try connection.run("UPDATE activity SET block = x'0001FF' WHERE time = 100")
        for second in [Int64(100), 100, 101] {
            try activities.add(
                ActivityRow.body(of: .click(product: "new")), to: Self.span, at: second)
        }
        #expect(try rowsAndBytes().rows == rows + 1)
        #expect(try activities.count(of: Self.span) == rows + 3)
        #expect(throws: PrivacyError.self) { try shown() }
        try activities.move(olderThan: 101, of: Self.span, to: Self.other)
        #expect(try activities.count(of: Self.span) == 1)
        #expect(try shown() == ["101 click Clicked product new"])
    }

    @Test func `bytes that are no block are an error, whatever they are`() throws {
        var block = ActivityBlock(
            ActivityRow.body(of: .imported(type: "kind", description: "text")), time: 1)
        _ = try block.insert(
            ActivityRow.body(of: .click(product: "12")), at: 500, isLast: true)
        var dice = SeededGenerator(seed: 9)
        for cut in 1..<block.bytes.count {
            let part = ActivityBlock(bytes: Array(block.bytes[..<cut]), time: 1, position: 0)
            if cut != 12 {
                #expect(throws: PrivacyError.self) { _ = try part.first { _ in false } }
            }
        }
        for _ in 0..<20_000 {
            var bytes = block.bytes
            for _ in 0..<3 {
                bytes[Int.random(in: bytes.indices, using: &dice)] = .random(
                    in: 0...255, using: &dice)
            }
            // It is read or refused, and never reads beyond its end.
            _ = try? ActivityBlock(bytes: bytes, time: 1, position: 0).first { _ in false }
        }
        let huge = ActivityBlock(
            bytes: [0, 1] + Array(repeating: 0xFF, count: 9) + [0x7F], time: 1, position: 0)
        #expect(throws: PrivacyError.self) { _ = try huge.first { _ in false } }
    }

    private func rowsAndBytes() throws -> (rows: Int, bytes: Int) {
        var found = try connection.query("SELECT count(*), sum(length(block)) FROM activity")
        _ = try found.step()
        return (Int(found.integer(0)), Int(found.integer(1)))
    }
}
