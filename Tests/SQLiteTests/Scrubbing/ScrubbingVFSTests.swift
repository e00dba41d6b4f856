import Testing

@testable import SQLite

/// What a connection that scrubs does to the file, and what it does not let happen to it.
struct ScrubbingVFSTests {
    private let folder: TemporaryFolder
    private let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file(), access: .create, scrubs: true)
    }

    @Test func `gaps are scrubbed with a rollback journal too`() throws {
        try fill(connection)
        try connection.run("DELETE FROM t WHERE a % 3 = 0")
        #expect(try connection.oldBytesInGaps() == 0)
        #expect(try connection.isWhole)
    }

    @Test(arguments: [
        "PRAGMA page_size = 8192; VACUUM", "PRAGMA page_size = 512; VACUUM",
        "PRAGMA auto_vacuum = FULL; VACUUM",
    ])
    func `a vacuum after which gaps could not be told is refused`(sql: String) throws {
        try fill(connection)
        let error = try #require(throws: SQLiteError.self) { try connection.execute(sql) }
        #expect(error.code == .failedWrite)
        #expect(try connection.isWhole)
        #expect(try count(connection) == rows)
        connection.close()
        let plain = try Connection(path: folder.file(), access: .readWrite)
        #expect(try plain.isWhole)
        #expect(try count(plain) == rows)
        #expect(try plain.pragma("page_size") == "4096")
    }

    @Test func `a new file does not get auto_vacuum`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try connection.execute("PRAGMA auto_vacuum = FULL; CREATE TABLE t (a)")
        }
        #expect(error.code == .failedWrite)
    }

    @Test(arguments: ["DELETE", "WAL"])
    func `a vacuum that changes nothing of that kind is done`(journal: String) throws {
        try connection.execute("PRAGMA journal_mode = \(journal)")
        try fill(connection)
        try connection.run("DELETE FROM t WHERE a % 3 = 0")
        try connection.execute("VACUUM")
        #expect(try connection.isWhole)
        #expect(try connection.oldBytesInGaps() == 0)
    }

    @Test func `a backup into a file that is scrubbed leaves old gaps behind`() throws {
        let experiment = try ErasureExperiment(.init(scrubs: false))
        try experiment.run()
        #expect(try experiment.writer.oldBytesInGaps() > 0)
        try experiment.writer.backup(to: connection, pagesPerStep: -1)
        #expect(try connection.bTreePages().count > 20)
        #expect(try connection.oldBytesInGaps() == 0)
        #expect(try connection.isWhole)
    }

    @Test(arguments: [512, 16384])
    func `a backup with another page size is refused`(pageSizeBytes: Int) throws {
        try fill(connection)
        let source = try Connection(path: folder.file("source.db"), access: .create)
        try source.execute("PRAGMA page_size = \(pageSizeBytes)")
        try fill(source)
        let error = try #require(throws: SQLiteError.self) {
            try source.backup(to: connection, pagesPerStep: -1)
        }
        #expect(error.code == .failedWrite)
        #expect(try connection.isWhole)
        #expect(try count(connection) == rows)
    }

    @Test func `a file with auto_vacuum that is attached is written as it is`() throws {
        let path = folder.file("other.db")
        try Connection(path: path, access: .create).execute(
            "PRAGMA page_size = 512; PRAGMA auto_vacuum = FULL; CREATE TABLE first (a)")
        try connection.execute("ATTACH '\(path)' AS other; CREATE TABLE other.t (a, body)")
        try fillTable(connection)
        try connection.run("DELETE FROM t WHERE a % 3 = 0")
        connection.close()
        let plain = try Connection(path: path, access: .readWrite)
        #expect(try plain.isWhole)
        #expect(try plain.pragma("auto_vacuum") == "1")
        #expect(try count(plain) < rows)
    }

    @Test func `a table of methods other than the first is refused`() throws {
        let replacement = unsafe try replacement(ScrubbingMethods.replacing)
        #expect(replacement == nil)
    }

    /// What is made of a table that no file has; only its address is looked at.
    private func replacement<Table>(
        _ replacing: (UnsafePointer<Table>) -> ScrubbingMethods?
    ) throws -> ScrubbingMethods? {
        let address = unsafe UnsafePointer<Table>(bitPattern: 4096)
        return unsafe replacing(try #require(unsafe address))
    }

    @Test func `its locks are those of other connections`() throws {
        try connection.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (a, body)")
        let plain = try Connection(path: folder.file(), access: .readWrite)
        try connection.begin(.immediate)
        let error = try #require(throws: SQLiteError.self) { try plain.begin(.immediate) }
        #expect(error.code == .busy)
        try connection.run("INSERT INTO t VALUES (1, NULL)")
        try connection.commit()
        try plain.read { plain in
            #expect(try count(plain) == 1)
            try connection.run("INSERT INTO t VALUES (2, NULL)")
            #expect(try connection.checkpoint(.truncate).busy)
        }
        #expect(try connection.checkpoint(.truncate).isComplete)
    }

    private let rows: Int64 = 400

    /// Rows that overflow, of bytes with which b-tree pages begin, in an order that splits pages.
    private func fill(_ connection: Connection) throws {
        try connection.execute("CREATE TABLE t (a, body); CREATE INDEX t_by_body ON t (body)")
        try fillTable(connection)
    }

    private func fillTable(_ connection: Connection) throws {
        var random = SeededGenerator(seed: 5)
        try connection.write { connection in
            for number in 0..<rows {
                let byte: UInt8 = [2, 5, 10, 13].randomElement(using: &random) ?? 0
                let size = Int.random(
                    in: 0...(number.isMultiple(of: 4) ? 20_000 : 300), using: &random)
                try connection.run(
                    "INSERT INTO t VALUES (?, ?)", .integer(number),
                    .blob(Array(repeating: byte, count: size)))
            }
        }
    }

    private func count(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        return rows.integer(0)
    }
}
