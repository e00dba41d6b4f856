import SQLite
import Testing

/// Two connections to one file with a write-ahead log.
struct WriteAheadLogTests {
    private let folder: TemporaryFolder
    private let writer: Connection
    private let reader: Connection

    init() throws {
        folder = try TemporaryFolder()
        writer = try Connection(path: folder.file(), access: .create)
        #expect(try writer.pragma("journal_mode = WAL") == "wal")
        try writer.execute("PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a)")
        reader = try Connection(path: folder.file(), access: .readOnly)
    }

    @Test func `a reader keeps its state while another writes`() throws {
        try reader.read { reader in
            let before = try count(reader)
            try writer.run("INSERT INTO t VALUES (1)")
            #expect(try count(reader) == before)
        }
        #expect(try count(reader) == 1)
    }

    @Test func `readers on other threads see whole transactions while one writes`() async throws {
        let transactions: Int64 = 100
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let reader = try Connection(path: folder.file(), access: .readOnly)
                    var seen: Int64 = 0
                    while seen < transactions * 2, !Task.isCancelled {
                        let rows = try count(reader)
                        #expect(rows.isMultiple(of: 2) && rows >= seen)
                        seen = rows
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                for _ in 0..<transactions {
                    try writer.write { c throws(SQLiteError) in
                        try c.run("INSERT INTO t VALUES (1)")
                        try c.run("INSERT INTO t VALUES (2)")
                    }
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a truncating checkpoint says busy while rows are open, and is complete after`()
        throws
    {
        try writer.run("INSERT INTO t VALUES (1), (2)")
        do {
            var rows = try reader.query("SELECT a FROM t")
            #expect(try rows.step())
            try writer.run("INSERT INTO t VALUES (3)")
            let result = try writer.checkpoint(.truncate)
            #expect(result.busy)
            #expect(!result.isComplete)
            #expect(result.walFrames > result.checkpointedFrames)
            #expect(rows.integer(0) == 1)
        }
        let result = try writer.checkpoint(.truncate)
        #expect(!result.busy && result.walFrames == 0 && result.checkpointedFrames == 0)
        #expect(result.isComplete)
        #expect(size(of: "test.db-wal") == 0)
    }

    @Test(arguments: [CheckpointMode.passive, .full, .restart])
    func `a checkpoint counts the frames it moved`(_ mode: CheckpointMode) throws {
        try writer.run("INSERT INTO t VALUES (1)")
        let result = try writer.checkpoint(mode)
        #expect(result.isComplete)
        #expect(result.walFrames > 0)
    }

    @Test func `a checkpoint inside a transaction is an error, not a result`() throws {
        try writer.begin(.immediate)
        try writer.run("INSERT INTO t VALUES (1)")
        let error = try #require(throws: SQLiteError.self) { try writer.checkpoint(.truncate) }
        #expect(error.code.primary == .locked)
    }

    @Test func `a second writer waits for the first, and is then told that it is busy`() throws {
        let other = try Connection(path: folder.file(), access: .readWrite)
        try writer.begin(.immediate)
        let waited = try ContinuousClock().measure {
            let error = try #require(throws: SQLiteError.self) { try other.begin(.immediate) }
            #expect(error.code == .busy)
        }
        #expect(waited >= .milliseconds(500))
        #expect(!other.isInTransaction)
        try writer.commit()
        try other.begin(.immediate)
    }

    @Test func `a reader that was overtaken cannot become the writer`() throws {
        let other = try Connection(path: folder.file(), access: .readWrite)
        try other.begin(.deferred)
        _ = try count(other)
        try writer.run("INSERT INTO t VALUES (1)")
        let error = try #require(throws: SQLiteError.self) {
            try other.run("INSERT INTO t VALUES (2)")
        }
        #expect(error.code == .busySnapshot)
    }

    @Test(arguments: [true, false])
    func `closing the last connection checkpoints only if it is set so`(_ on: Bool) throws {
        reader.close()
        try writer.run("INSERT INTO t VALUES (1)")
        writer.setCheckpointOnClose(on)
        writer.close()
        #expect((size(of: "test.db-wal") == nil) == on)
    }

    @Test func `memory is released and the rows are read again`() throws {
        try writer.run("INSERT INTO t VALUES (zeroblob(100000))")
        let before = writer.memoryUsedBytes
        writer.releaseMemory()
        #expect(writer.memoryUsedBytes <= before - 100_000)
        #expect(try count(writer) == 1)
    }

    @Test
    func `a connection that is to keep fewer pages drops some at once, and keeps no more later`()
        throws
    {
        for _ in 0..<2 {
            try writer.run("INSERT INTO t VALUES (zeroblob(1000000))")
            try writer.keepPages(kiB: 100)
            #expect(writer.memoryUsedBytes < 300_000)
        }
        try writer.keepPages(kiB: 2_000)
        try writer.run("INSERT INTO t VALUES (zeroblob(1000000))")
        #expect(writer.memoryUsedBytes > 1_000_000)
    }

    private func count(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        return rows.integer(0)
    }

    private func size(of name: String) -> Int? {
        fileStatus(folder.file(name))?.sizeBytes
    }
}
