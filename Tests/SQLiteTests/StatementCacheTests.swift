import Testing

@testable import SQLite

struct StatementCacheTests {
    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE t (a INTEGER NOT NULL)")
    }

    @Test func `SQL in the source is prepared once`() throws {
        for number in 0..<100 as Range<Int64> {
            try connection.run("INSERT INTO t VALUES (?)", .integer(number))
            var rows = try connection.query("SELECT count(*) FROM t")
            #expect(try rows.step())
            #expect(rows.integer(0) == number + 1)
        }
        #expect(connection.statements.count == 2)
    }

    @Test func `a statement prepared while the first is in use is not kept`() throws {
        func depth(_ levels: Int) throws {
            var rows = try connection.query("SELECT 1")
            #expect(try rows.step())
            if levels > 1 { try depth(levels - 1) }
        }
        try depth(1)
        let memory = connection.memoryUsedBytes
        try depth(3)
        #expect(connection.statements.count == 1)
        #expect(connection.memoryUsedBytes == memory)
    }

    @Test func `a failure leaves the statement free for the next call`() throws {
        func insert(_ value: Value) throws { try connection.run("INSERT INTO t VALUES (?)", value) }
        for number in 0..<3 as Range<Int64> {
            #expect(throws: SQLiteError.self) { try insert(nil) }
            try insert(.integer(number))
        }
        #expect(connection.totalChangedRows == 3)
        #expect(connection.statements.count == 1)
    }

    @Test func `a refused number of values leaves the statement free as well`() throws {
        let sql: StaticString = "INSERT INTO t VALUES (?)"
        for number in 0..<3 as Range<Int64> {
            #expect(throws: SQLiteError.self) { try connection.run(sql) }
            try connection.run(sql, .integer(number))
        }
        #expect(connection.statements.count == 1)
    }

    @Test func `a statement at rest keeps nothing of its last values`() throws {
        func bind(_ text: String) throws { try connection.run("SELECT ?", .text(text)) }
        try bind("")
        let before = connection.memoryUsedBytes
        try bind(String(repeating: "a", count: 100_000))
        #expect(connection.memoryUsedBytes < before + 10_000)
    }

    @Test func `a statement follows a changed schema`() throws {
        func columns() throws -> Int64 {
            var rows = try connection.query("SELECT * FROM t")
            #expect(try rows.step())
            return rows.kind(1) == .null ? -1 : rows.integer(1)
        }
        try connection.execute("ALTER TABLE t ADD COLUMN b DEFAULT 5; INSERT INTO t (a) VALUES (1)")
        #expect(try columns() == 5)
        try connection.execute("ALTER TABLE t DROP COLUMN b; ALTER TABLE t ADD COLUMN c DEFAULT 6")
        #expect(try columns() == 6)
        #expect(connection.statements.count == 1)
    }
}
