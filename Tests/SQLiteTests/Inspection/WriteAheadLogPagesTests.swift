import Testing

@testable import SQLite

struct WriteAheadLogPagesTests {
    private let folder: TemporaryFolder
    private let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file(), access: .create)
        try connection.execute(
            """
            PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
            CREATE TABLE t (a INTEGER PRIMARY KEY, body BLOB)
            """)
    }

    @Test func `the pages of all frames are in it`() throws {
        try connection.run("INSERT INTO t VALUES (1, zeroblob(20000))")
        let log = try WriteAheadLogPages(of: connection, pageSizeBytes: 1024)
        let count = try #require(UInt32(connection.pragma("page_count") ?? ""))
        #expect(log.pages.count == Int(count))
        #expect((1...count).allSatisfy { log.pages.contains($0) })
        #expect(log.sizeBytes >= Int64(32 + Int(count) * (24 + 1024)))
    }

    @Test func `frames from before the log was begun anew count too`() throws {
        try connection.run("INSERT INTO t VALUES (1, zeroblob(20000))")
        let before = try WriteAheadLogPages(of: connection, pageSizeBytes: 1024)
        #expect(try connection.checkpoint(.restart).isComplete)
        try connection.run("INSERT INTO t VALUES (2, NULL)")
        let after = try WriteAheadLogPages(of: connection, pageSizeBytes: 1024)
        #expect(after.sizeBytes == before.sizeBytes)
        #expect(after.pages.count > 10)
    }

    @Test func `a log that was overwritten has none, and those that come after it`() throws {
        connection.close()
        let scrubbing = try Connection(path: folder.file(), access: .readWrite, scrubs: true)
        try scrubbing.run("INSERT INTO t VALUES (1, zeroblob(20000))")
        #expect(try scrubbing.voidLog().isComplete && scrubbing.overwriteVoidLog())
        let before = try WriteAheadLogPages(of: scrubbing, pageSizeBytes: 1024)
        #expect(before.sizeBytes > 20_000 && before.pages.count == 0)
        try scrubbing.run("INSERT INTO t VALUES (2, NULL)")
        let after = try WriteAheadLogPages(of: scrubbing, pageSizeBytes: 1024)
        #expect(after.sizeBytes == before.sizeBytes && (1...3).contains(after.pages.count))
    }

    @Test func `an empty log has none`() throws {
        #expect(try connection.checkpoint(.truncate).isComplete)
        let log = try WriteAheadLogPages(of: connection, pageSizeBytes: 1024)
        #expect(log.sizeBytes == 0 && log.pages.count == 0)
    }

    @Test func `a database without a log is refused`() throws {
        let plain = try Connection(path: folder.file("plain.db"), access: .create)
        try plain.execute("CREATE TABLE t (a)")
        let error = try #require(throws: SQLiteError.self) {
            try WriteAheadLogPages(of: plain, pageSizeBytes: 4096)
        }
        #expect(error.code == .misuse)
    }
}
