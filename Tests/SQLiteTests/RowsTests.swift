import SQLite
import Testing

struct RowsTests {
    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2), (3)")
    }

    @Test func `rows stand one after another, and after the last there is none`() throws {
        var rows = try connection.query("SELECT a FROM t ORDER BY a")
        var found: [Int64] = []
        while try rows.step() { found.append(rows.integer(0)) }
        #expect(found == [1, 2, 3])
        #expect(try !rows.step(), "A statement that is stepped again would start over")
    }

    @Test func `the same SQL can run inside itself`() throws {
        var pairs: [[Int64]] = []
        for _ in 0..<2 {
            var outer = try connection.query("SELECT a FROM t WHERE a <= ? ORDER BY a", 2)
            while try outer.step() {
                var inner = try numbers(upTo: outer.integer(0))
                while try inner.step() { pairs.append([outer.integer(0), inner.integer(0)]) }
            }
        }
        #expect(pairs == [[1, 1], [2, 1], [2, 2], [1, 1], [2, 1], [2, 2]])
    }

    @Test func `one source line that recurses gets a statement for each level`() throws {
        func sum(from start: Int64) throws -> Int64 {
            var rows = try numbers(upTo: start)
            var last: Int64 = 0
            while try rows.step() {
                last = rows.integer(0)
                if last > 1 { last += try sum(from: last - 1) }
            }
            return last
        }
        #expect(try sum(from: 3) == 6)
    }

    @Test func `a statement left in the middle starts anew`() throws {
        for _ in 0..<3 {
            var rows = try numbers(upTo: 3)
            #expect(try rows.step())
            #expect(rows.integer(0) == 1)
        }
    }

    @Test func `RETURNING gives the row and leaves nothing open`() throws {
        func insert(_ number: Int64) throws -> Int64 {
            var rows = try connection.query("INSERT INTO t VALUES (?) RETURNING a", .of(number))
            #expect(try rows.step())
            return rows.integer(0)
        }
        try connection.begin(.immediate)
        #expect(try insert(4) == 4)
        try connection.commit()
        var rows = try connection.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        #expect(rows.integer(0) == 4)
    }

    @Test func `rows outlive the connection that nobody holds any more`() throws {
        var rows = try Connection(path: ":memory:", access: .create).query(
            "SELECT 1 UNION SELECT 2")
        #expect(try rows.step())
        #expect(try rows.step())
        #expect(rows.integer(0) == 2)
    }

    @Test func `reading without a row traps`() async {
        await #expect(processExitsWith: .failure) {
            let connection = try Connection(path: ":memory:", access: .create)
            let rows = try connection.query("SELECT 1")
            _ = rows.integer(0)
        }
    }

    @Test func `reading beyond the last column traps`() async {
        await #expect(processExitsWith: .failure) {
            let connection = try Connection(path: ":memory:", access: .create)
            var rows = try connection.query("SELECT 1")
            guard try rows.step() else { return }
            _ = rows.text(1)
        }
    }

    private func numbers(upTo limit: Int64) throws -> Rows {
        try connection.query("SELECT a FROM t WHERE a <= ? ORDER BY a", .integer(limit))
    }
}
