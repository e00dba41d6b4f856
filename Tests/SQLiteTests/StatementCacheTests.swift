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

    @Test func `many statements are kept, each found again`() throws {
        let all: [StaticString] = [
            "SELECT 100", "SELECT 101", "SELECT 102", "SELECT 103", "SELECT 104", "SELECT 105",
            "SELECT 106", "SELECT 107", "SELECT 108", "SELECT 109", "SELECT 110", "SELECT 111",
            "SELECT 112", "SELECT 113", "SELECT 114", "SELECT 115", "SELECT 116", "SELECT 117",
            "SELECT 118", "SELECT 119", "SELECT 120", "SELECT 121", "SELECT 122", "SELECT 123",
            "SELECT 124", "SELECT 125", "SELECT 126", "SELECT 127", "SELECT 128", "SELECT 129",
            "SELECT 130", "SELECT 131", "SELECT 132", "SELECT 133", "SELECT 134", "SELECT 135",
            "SELECT 136", "SELECT 137", "SELECT 138", "SELECT 139", "SELECT 140", "SELECT 141",
            "SELECT 142", "SELECT 143", "SELECT 144", "SELECT 145", "SELECT 146", "SELECT 147",
            "SELECT 148", "SELECT 149", "SELECT 150", "SELECT 151", "SELECT 152", "SELECT 153",
            "SELECT 154", "SELECT 155", "SELECT 156", "SELECT 157", "SELECT 158", "SELECT 159",
            "SELECT 160", "SELECT 161", "SELECT 162", "SELECT 163", "SELECT 164", "SELECT 165",
            "SELECT 166", "SELECT 167", "SELECT 168", "SELECT 169", "SELECT 170", "SELECT 171",
            "SELECT 172", "SELECT 173", "SELECT 174", "SELECT 175", "SELECT 176", "SELECT 177",
            "SELECT 178", "SELECT 179",
        ]
        for _ in 0..<3 {
            for (index, sql) in all.enumerated() {
                var rows = try connection.query(sql)
                #expect(try rows.step())
                #expect(rows.integer(0) == Int64(100 + index))
            }
            #expect(connection.statements.count == all.count)
        }
        let memory = connection.memoryUsedBytes
        connection.statements.removeAll()
        #expect(connection.statements.count == 0)
        #expect(connection.memoryUsedBytes < memory)
    }
}
