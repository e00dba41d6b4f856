import Foundation
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
        let before = try rows(connection)
        connection.releaseMemory()
        #expect(try connection.oldBytesInGaps() == 0)
        #expect(try connection.isWhole && rows(connection) == before)
    }

    @Test(arguments: [
        "PRAGMA page_size = 8192; VACUUM", "PRAGMA page_size = 512; VACUUM",
        "PRAGMA auto_vacuum = FULL; VACUUM",
    ])
    func `a vacuum after which gaps could not be told is refused`(sql: String) throws {
        try fill(connection)
        let before = try rows(connection)
        let error = try #require(throws: SQLiteError.self) { try connection.execute(sql) }
        #expect(error.code == .failedWrite)
        #expect(try connection.isWhole && rows(connection) == before)
        connection.close()
        let plain = try Connection(path: folder.file(), access: .readWrite)
        #expect(try plain.isWhole && rows(plain) == before)
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
        let before = try rows(connection)
        try connection.execute("VACUUM")
        #expect(try connection.isWhole && rows(connection) == before)
        #expect(try connection.oldBytesInGaps() == 0)
    }

    @Test(arguments: [true, false])
    func `what a file is cut by is overwritten first, unless it is to keep its length`(
        isCut: Bool
    ) async {
        await #expect(processExitsWith: .success) { [isCut] in
            let folder = try TemporaryFolder()
            let connection = try Connection(path: folder.file(), access: .create, scrubs: true)
            try connection.execute(
                """
                PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;
                CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(8000000)); DELETE FROM t;
                """)
            #expect(try connection.checkpoint(.truncate).isComplete)
            let size = try #require(fileStatus(folder.file())?.sizeBytes)
            #expect(size > 8_000_000)
            try connection.execute("VACUUM")
            if !isCut { try connection.keepFileLength() }
            let before = try bytesWritten()
            #expect(try connection.checkpoint(.passive).isComplete)
            let written = try bytesWritten() - before
            let left = try #require(fileStatus(folder.file())?.sizeBytes)
            #expect(isCut ? left < 20_000 : left == size)
            #expect(isCut ? (size - 20_000..<size + 40_000) ~= written : written < 40_000)
        }
    }

    @Test func `a backup into a file that is scrubbed leaves old gaps behind`() throws {
        let experiment = try ErasureExperiment(.init(scrubs: false))
        try experiment.run()
        #expect(try experiment.writer.oldBytesInGaps() > 0)
        try experiment.writer.copy(to: connection)
        #expect(try connection.bTreePages().count > 20)
        #expect(try connection.oldBytesInGaps() == 0)
        #expect(try connection.isWhole)
    }

    @Test(arguments: [512, 16384])
    func `a backup with another page size is refused`(pageSizeBytes: Int) throws {
        try fill(connection)
        let before = try rows(connection)
        let source = try Connection(path: folder.file("source.db"), access: .create)
        try source.execute("PRAGMA page_size = \(pageSizeBytes)")
        try fill(source)
        let error = try #require(throws: SQLiteError.self) {
            try source.copy(to: connection)
        }
        #expect(error.code == .failedWrite)
        #expect(try connection.isWhole && rows(connection) == before)
    }

    @Test func `a file with auto_vacuum that is attached is written as it is`() throws {
        let path = folder.file("other.db")
        try Connection(path: path, access: .create).execute(
            "PRAGMA page_size = 512; PRAGMA auto_vacuum = FULL; CREATE TABLE first (a)")
        try connection.execute("ATTACH '\(path)' AS other; CREATE TABLE other.t (a, body)")
        try fillTable(connection)
        try connection.run("DELETE FROM t WHERE a % 3 = 0")
        let before = try rows(connection)
        connection.close()
        let plain = try Connection(path: path, access: .readWrite)
        #expect(try plain.isWhole && rows(plain) == before)
        #expect(try plain.pragma("auto_vacuum") == "1")
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
            #expect(try rows(plain).count == 1)
            try connection.run("INSERT INTO t VALUES (2, NULL)")
            #expect(try connection.checkpoint(.truncate).busy)
        }
        #expect(try connection.checkpoint(.truncate).isComplete)
    }

    /// Rows that overflow, in an order that splits pages.
    private func fill(_ connection: Connection) throws {
        try connection.execute("CREATE TABLE t (a, body); CREATE INDEX t_by_body ON t (body)")
        try fillTable(connection)
    }

    /// At every offset in some row, the bytes read as the header of an empty page of 4 kB.
    private func fillTable(_ connection: Connection) throws {
        var random = SeededGenerator(seed: 5)
        let header: [UInt8] = [13, 0, 0, 0, 0, 0x10, 0, 0]
        let longest = Array(repeatElement(header, count: 2500).joined())
        try connection.write { connection in
            for number in 0..<400 {
                let size = Int.random(
                    in: 8...(number.isMultiple(of: 4) ? 20_000 : 300), using: &random)
                try connection.run(
                    "INSERT INTO t VALUES (?, ?)", .integer(Int64(number)),
                    .blob(Array(longest[(number / 4 % 8)..<size])))
            }
        }
    }

    private func rows(_ connection: Connection) throws -> [Int64: [UInt8]] {
        var rows = try connection.query("SELECT a, body FROM t")
        var bodies: [Int64: [UInt8]] = [:]
        while try rows.step() { bodies[rows.integer(0)] = rows.blob(1) }
        return bodies
    }
}

/// How many bytes this process has written by calls to the system so far (proc_pid_io(5)).
private func bytesWritten() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("wchar: ") })
    return try #require(Int(line.dropFirst("wchar: ".count)))
}
