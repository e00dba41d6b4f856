import SQLite
import Testing

struct BackupTests {
    private let folder: TemporaryFolder
    private let source: Connection
    private let destination: Connection

    init() throws {
        folder = try TemporaryFolder()
        source = try Connection(path: folder.file("source.db"), access: .create)
        try source.execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE t (a BLOB);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)
            INSERT INTO t SELECT randomblob(3000) FROM n;
            """)
        destination = try Connection(path: folder.file("copy.db"), access: .create)
    }

    @Test(arguments: [-1, 7, 10_000] as [Int32])
    func `a backup copies every row`(_ pagesPerStep: Int32) throws {
        try source.backup(to: destination, pagesPerStep: pagesPerStep)
        #expect(try count(destination) == 100)
        #expect(try destination.pragma("integrity_check") == "ok")
    }

    @Test func `a backup tells how far it has come`() throws {
        var steps: [BackupProgress] = []
        try source.backup(to: destination, pagesPerStep: 25) { progress in
            steps.append(progress)
            return true
        }
        #expect(steps.count >= 4)
        #expect(steps.map(\.remainingPages) == steps.map(\.remainingPages).sorted(by: >))
        #expect(steps.allSatisfy { $0.totalPages >= 100 && $0.remainingPages < $0.totalPages })
    }

    @Test func `a backup that is given up leaves the other database as it was`() throws {
        try destination.execute("CREATE TABLE kept (a)")
        let error = try #require(throws: SQLiteError.self) {
            try source.backup(to: destination, pagesPerStep: 5) { _ in false }
        }
        #expect(error.code == .abort)
        try destination.execute("INSERT INTO kept VALUES (1)")
        #expect(try destination.pragma("integrity_check") == "ok")
    }

    @Test func `a backup inside a read transaction copies one state and does not start over`()
        throws
    {
        let writer = try Connection(path: folder.file("source.db"), access: .readWrite)
        var steps = 0
        try source.read { source in
            _ = try count(source)
            try source.backup(to: destination, pagesPerStep: 20) { _ in
                steps += 1
                return (try? writer.run("INSERT INTO t VALUES (randomblob(3000))")) != nil
            }
        }
        #expect(steps < 10)
        #expect(try count(destination) == 100)
        #expect(try count(source) == 100 + Int64(steps))
    }

    @Test func `a backup over a database in use fails`() throws {
        let other = try Connection(path: folder.file("copy.db"), access: .readWrite)
        try other.begin(.immediate)
        let error = try #require(throws: SQLiteError.self) {
            try source.backup(to: destination, pagesPerStep: -1)
        }
        #expect(error.code == .busy)
        #expect(error.message == "database is locked")
    }

    @Test func `a backup that does not fit fails`() throws {
        try destination.execute("PRAGMA max_page_count = 20")
        let error = try #require(throws: SQLiteError.self) {
            try source.backup(to: destination, pagesPerStep: 10)
        }
        #expect(error.code == .full)
    }

    private func count(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        return rows.integer(0)
    }
}
