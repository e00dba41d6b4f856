import SQLite
import Testing

struct BackupTests {
    private let folder: TemporaryFolder
    private let source: Connection
    private let target: Connection

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
        target = try Connection(path: folder.file("copy.db"), access: .create)
    }

    @Test(arguments: [-1, 7, 10_000] as [Int32])
    func `a backup copies every row`(_ pagesPerStep: Int32) throws {
        try source.copy(to: target, pagesPerStep: pagesPerStep)
        #expect(try count(target) == 100)
        #expect(try target.pragma("integrity_check") == "ok")
    }

    @Test func `a backup tells how far it has come`() throws {
        var steps: [BackupProgress] = []
        var backup = try Backup(from: source, to: target)
        while try !backup.step(pages: 25) { steps.append(backup.progress) }
        #expect(steps.count >= 4)
        #expect(steps.map(\.remainingPages) == steps.map(\.remainingPages).sorted(by: >))
        #expect(steps.allSatisfy { $0.totalPages >= 100 && $0.remainingPages < $0.totalPages })
        #expect(backup.progress.remainingPages == 0)
    }

    @Test func `a backup that is given up leaves the other database as it was`() throws {
        try target.execute("CREATE TABLE kept (a)")
        var backup = try Backup(from: source, to: target)
        #expect(try !backup.step(pages: 5))
        try backup.finish()
        try target.execute("INSERT INTO kept VALUES (1)")
        #expect(try target.pragma("integrity_check") == "ok")
    }

    @Test func `a backup ends with its scope`() throws {
        try target.execute("CREATE TABLE kept (a)")
        do {
            var backup = try Backup(from: source, to: target)
            #expect(try !backup.step(pages: 5))
        }
        try target.execute("INSERT INTO kept VALUES (1)")
        source.close()
    }

    @Test func `a backup inside a read transaction copies one state and does not start over`()
        throws
    {
        let writer = try Connection(path: folder.file("source.db"), access: .readWrite)
        var steps = 0
        try source.read { source in
            _ = try count(source)
            var backup = try Backup(from: source, to: target)
            while try !backup.step(pages: 20) {
                steps += 1
                try writer.run("INSERT INTO t VALUES (randomblob(3000))")
            }
        }
        #expect(steps < 10)
        #expect(try count(target) == 100)
        #expect(try count(source) == 100 + Int64(steps))
    }

    @Test func `a backup starts over when another connection writes`() throws {
        let writer = try Connection(path: folder.file("source.db"), access: .readWrite)
        var backup = try Backup(from: source, to: target)
        #expect(try !backup.step(pages: 60))
        let before = backup.progress.remainingPages
        try writer.run("INSERT INTO t VALUES (randomblob(3000))")
        #expect(try !backup.step(pages: 1))
        #expect(backup.progress.remainingPages > before)
        #expect(try backup.step(pages: -1))
        try backup.finish()
        #expect(try count(target) == 101)
    }

    @Test func `a backup over a database in use fails`() throws {
        let other = try Connection(path: folder.file("copy.db"), access: .readWrite)
        try other.begin(.immediate)
        let error = try #require(throws: SQLiteError.self) {
            try source.copy(to: target, pagesPerStep: -1)
        }
        #expect(error.code == .busy)
        #expect(error.message == "database is locked")
    }

    @Test func `a backup waits for the end of the source's own transaction`() throws {
        var backup = try Backup(from: source, to: target)
        #expect(try !backup.step(pages: 5))
        try source.begin(.immediate)
        try source.run("DELETE FROM t")
        #expect(throws: SQLiteError.self) { try backup.step(pages: 5) }
        source.rollback()
        #expect(try backup.step(pages: -1))
        try backup.finish()
        #expect(try count(target) == 100)
    }

    @Test func `a backup of a database into itself is refused`() throws {
        #expect(throws: SQLiteError.self) { try source.copy(to: source, pagesPerStep: -1) }
    }

    @Test func `a backup that does not fit fails`() throws {
        try target.execute("PRAGMA max_page_count = 20")
        let error = try #require(throws: SQLiteError.self) {
            try source.copy(to: target, pagesPerStep: 10)
        }
        #expect(error.code == .full)
    }

    private func count(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        return rows.integer(0)
    }
}
