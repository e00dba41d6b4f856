import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Activities of a file of before, with a row an activity or a block, come to stand as those of today.
struct OlderActivitiesTests {
    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try Migrations.apply(ShopSchema.migrations, applicationID: 1, to: connection)
        try OlderTable.make("older_activity", in: connection)
    }

    private func addRow(
        _ kind: Value, _ item: String, span: Int64, time: Int64, position: Int
    ) throws {
        try connection.run(
            "INSERT INTO older_activity VALUES (?1, ?2, ?3, ?4, ?5)", .integer(span),
            .integer(time), .integer(Int64(position)), kind, .text(item))
    }

    /// One of ours or an imported one, in columns.
    private func addOne(
        _ number: Int, span: Int64, time: Int64, position: Int, to model: inout ActivityModel
    ) throws {
        let id = String(repeating: "é", count: number % 7 * 20) + "\(number)"
        if number % 3 == 0 {
            try addRow(.text("type\0"), id, span: span, time: time, position: position)
            model.add(.imported(type: "type\0", description: id), at: time)
        } else if number % 3 == 1 {
            try addRow(.integer(1), id, span: span, time: time, position: position)
            model.add(.click(product: id), at: time)
        } else {
            try addRow(.integer(5), "[\"\(id)\"]", span: span, time: time, position: position)
            model.add(.basket(.added, products: [id]), at: time)
        }
    }

    private func addBlock(
        _ numbers: Range<Int>, span: Int64, time: Int64, to model: inout ActivityModel
    ) throws {
        var block: ActivityBlock?
        for number in numbers {
            let action = ActivityAction.click(product: "block \(number)")
            let body = ActivityRow.body(of: action)
            if block == nil {
                block = ActivityBlock(body, time: time)
            } else {
                _ = try block?.insert(body, at: time, isLast: true)
            }
            model.add(action, at: time)
        }
        let bytes = try #require(block).bytes
        try addRow(.blob(bytes), "", span: span, time: time, position: 0)
    }

    @Test(arguments: [1, 2, 3]) func `all of every span is there, in its order`(
        density: Int64
    ) throws {
        var models: [Int64: ActivityModel] = [:]
        for span in [1, 2, 9, ActivityNumbers.mostSpans] as [Int64] {
            var model = ActivityModel()
            for number in 0..<200 {
                let (time, position) = (Int64(number) / density, number % Int(density))
                if number % 50 == 0 {
                    let place = time * 1_000 - 500
                    try addBlock(number..<number + 5, span: span, time: place, to: &model)
                }
                try addOne(
                    number, span: span, time: time * 1_000, position: position, to: &model)
            }
            models[span] = model
        }
        try OlderActivities(connection: connection).move()
        for (span, model) in models {
            #expect(try ActivityModel.shown(span, connection) == model.shown)
        }
        let activities = Activities(connection: connection)
        #expect(try activities.count() == 4 * 220)
        #expect(throws: SQLiteError.self) {
            try connection.number(of: "SELECT count(*) FROM older_activity")
        }
    }

    @Test func `rows of one activity become blocks`() throws {
        var model = ActivityModel()
        for number in 0..<1_000 {
            try addRow(.integer(1), "\(number)", span: 1, time: Int64(number), position: 0)
            model.add(.click(product: "\(number)"), at: Int64(number))
        }
        try OlderActivities(connection: connection).move()
        #expect(try connection.number(of: "SELECT count(*) FROM activity") < 20)
        #expect(try ActivityModel.shown(1, connection) == model.shown)
    }

    @Test func `a block that damage has made unreadable is taken along, and keeps nothing out`()
        throws
    {
        try addRow(.blob([0, 1, 0xFF]), "", span: 1, time: 1, position: 0)
        try addRow(.integer(1), "after", span: 1, time: 2, position: 0)
        try OlderActivities(connection: connection).move()
        let activities = Activities(connection: connection)
        #expect(try activities.count(of: 1) == 2)
        #expect(throws: PrivacyError.self) { try ActivityModel.shown(1, connection) }
    }
}
