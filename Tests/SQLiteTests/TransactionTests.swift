import SQLite
import Testing

struct TransactionTests {
    private struct Refusal: Error {}
    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)")
    }

    @Test(arguments: [TransactionKind.deferred, .immediate])
    func `a commit keeps and a rollback undoes`(_ kind: TransactionKind) throws {
        try connection.begin(kind)
        #expect(connection.isInTransaction)
        try connection.run("INSERT INTO t VALUES (1)")
        try connection.commit()
        #expect(!connection.isInTransaction)
        try connection.begin(kind)
        try connection.run("INSERT INTO t VALUES (2)")
        connection.rollback()
        #expect(!connection.isInTransaction)
        #expect(try numbers() == [1])
    }

    @Test func `a rollback without a transaction does nothing`() {
        connection.rollback()
        #expect(!connection.isInTransaction)
    }

    @Test func `a transaction does not open inside another`() throws {
        try connection.begin(.deferred)
        #expect(throws: SQLiteError.self) { try connection.begin(.immediate) }
        #expect(connection.isInTransaction)
    }

    @Test func `a savepoint undoes its own part only`() throws {
        try connection.begin(.immediate)
        try connection.run("INSERT INTO t VALUES (1)")
        try connection.savepoint()
        try connection.run("INSERT INTO t VALUES (2)")
        #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO t VALUES (1)") }
        try connection.rollbackToSavepoint()
        try connection.release()
        try connection.savepoint()
        try connection.run("INSERT INTO t VALUES (3)")
        try connection.release()
        try connection.commit()
        #expect(try numbers() == [1, 3])
    }

    @Test func `a savepoint inside another undoes the inner part only`() throws {
        try connection.begin(.immediate)
        try connection.savepoint()
        try connection.run("INSERT INTO t VALUES (1)")
        try connection.savepoint()
        try connection.run("INSERT INTO t VALUES (2)")
        try connection.rollbackToSavepoint()
        try connection.release()
        try connection.release()
        try connection.commit()
        #expect(try numbers() == [1])
    }

    @Test func `a write returns what its body returns, and keeps it`() throws {
        let changed = try connection.write { c throws(SQLiteError) in
            try c.run("INSERT INTO t VALUES (1), (2)")
            return c.changedRows
        }
        #expect(changed == 2)
        #expect(!connection.isInTransaction)
        #expect(try numbers() == [1, 2])
    }

    @Test func `a body that throws is undone and its error passed on`() throws {
        #expect(throws: Refusal.self) {
            try connection.write { c in
                try c.run("INSERT INTO t VALUES (1)")
                throw Refusal()
            }
        }
        #expect(!connection.isInTransaction)
        #expect(try numbers() == [])
    }

    @Test func `the error of a typed body stays typed`() {
        func insertTwice() throws(SQLiteError) {
            try connection.write { c throws(SQLiteError) in
                try c.run("INSERT INTO t VALUES (1)")
                try c.run("INSERT INTO t VALUES (1)")
            }
        }
        #expect(throws: SQLiteError.self) { try insertTwice() }
        #expect(!connection.isInTransaction)
    }

    @Test func `a commit that fails is undone`() throws {
        try connection.execute(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE child (a REFERENCES t DEFERRABLE INITIALLY DEFERRED);
            """)
        let error = try #require(throws: SQLiteError.self) {
            try connection.write { try $0.run("INSERT INTO child VALUES (9)") }
        }
        #expect(error.code == .foreignKeyConstraint)
        #expect(!connection.isInTransaction)
    }

    @Test func `a full database fails with its code and stays usable`() throws {
        try connection.execute("CREATE TABLE b (a BLOB); PRAGMA max_page_count = 20")
        let error = try #require(throws: SQLiteError.self) {
            try connection.write {
                try $0.run("INSERT INTO b VALUES (?)", .blob([UInt8](repeating: 1, count: 200_000)))
            }
        }
        #expect(error.code == .full)
        #expect(!connection.isInTransaction)
        try connection.run("INSERT INTO t VALUES (1)")
        #expect(try numbers() == [1])
    }

    @Test func `the connection counts rows and knows the last rowid`() throws {
        #expect(connection.lastInsertedRowID == 0)
        try connection.run("INSERT INTO t VALUES (5), (77)")
        #expect(connection.lastInsertedRowID == 77)
        #expect(connection.changedRows == 2)
        try connection.run("DELETE FROM t WHERE a = 5")
        #expect(connection.changedRows == 1)
        #expect(connection.totalChangedRows == 3)
    }

    private func numbers() throws -> [Int64] {
        var rows = try connection.query("SELECT a FROM t ORDER BY a")
        var numbers: [Int64] = []
        while try rows.step() { numbers.append(rows.integer(0)) }
        return numbers
    }
}
