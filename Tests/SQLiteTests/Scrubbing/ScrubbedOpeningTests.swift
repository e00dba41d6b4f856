import Foundation
import SQLite
import Testing

/// Which files a connection that scrubs takes.
struct ScrubbedOpeningTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: ["FULL", "INCREMENTAL"], ["DELETE", "WAL"])
    func `a file with auto_vacuum is refused and stays as it is`(
        autoVacuum: String, journal: String
    ) throws {
        let plain = try Connection(path: folder.file(), access: .create)
        // With a log the first page is in there alone, and the file is empty.
        try plain.execute(
            """
            PRAGMA auto_vacuum = \(autoVacuum);
            PRAGMA journal_mode = \(journal);
            CREATE TABLE t (a);
            """)
        let error = try #require(throws: SQLiteError.self) { try scrubbing() }
        #expect(error.code == .cannotOpen)
        #expect(error.message.contains("auto_vacuum"))
        try plain.run("INSERT INTO t VALUES (1)")
        #expect(try plain.pragma("integrity_check") == "ok")
        #expect(try plain.pragma("auto_vacuum") != "0")
    }

    @Test func `a file of too many pages is refused`() throws {
        try Connection(path: folder.file(), access: .create).execute(
            "PRAGMA page_size = 512; CREATE TABLE t (a)")
        try setPageCount(0x0100_0000)
        let error = try #require(throws: SQLiteError.self) { try scrubbing() }
        #expect(error.code == .cannotOpen)
        #expect(error.message.contains("16777215"))
        try setPageCount(0x00FF_FFFF)
        _ = try scrubbing()
    }

    @Test func `a file cannot come to have too many pages`() throws {
        try Connection(path: folder.file(), access: .create).execute(
            "PRAGMA page_size = 512; CREATE TABLE t (a)")
        try setPageCount(0x00FF_FFFF)
        let connection = try scrubbing()
        let error = try #require(throws: SQLiteError.self) {
            try connection.run("INSERT INTO t VALUES (zeroblob(10000))")
        }
        #expect(error.code == .full)
    }

    @Test func `secure_delete is on`() throws {
        #expect(try scrubbing().pragma("secure_delete") == "1")
    }

    @Test func `a file that was not scrubbed can be from then on`() throws {
        let plain = try Connection(path: folder.file(), access: .create)
        try plain.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        let connection = try scrubbing()
        try connection.run("INSERT INTO t VALUES (2)")
        #expect(try connection.pragma("integrity_check") == "ok")
    }

    @Test func `a file that is no database is refused at once`() throws {
        try String(repeating: "no database ", count: 1000)
            .write(toFile: folder.file(), atomically: false, encoding: .utf8)
        let error = try #require(throws: SQLiteError.self) { try scrubbing() }
        #expect(error.code == .notADatabase)
    }

    @Test(arguments: [Connection.Access.readOnly, .readWrite])
    func `a file that is not there is not made`(access: Connection.Access) throws {
        let error = try #require(throws: SQLiteError.self) {
            try Connection(path: folder.file(), access: access, scrubs: true)
        }
        #expect(error.code.primary == .cannotOpen)
        #expect(fileStatus(folder.file()) == nil)
    }

    @Test func `a database in memory has no file to scrub`() throws {
        let connection = try Connection(path: ":memory:", access: .create, scrubs: true)
        try connection.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        #expect(try connection.pragma("integrity_check") == "ok")
    }

    @Test func `many threads open files at once`() async throws {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let path = folder.file("\(number).db")
                    let connection = try Connection(path: path, access: .create, scrubs: true)
                    try connection.execute("CREATE TABLE t (a)")
                    return try connection.pragma("integrity_check")
                }
            }
            for try await answer in group { #expect(answer == "ok") }
        }
    }

    private func scrubbing() throws -> Connection {
        try Connection(path: folder.file(), access: .create, scrubs: true)
    }

    /// Gives the closed file a size, without taking up room, and says so in its header.
    private func setPageCount(_ count: UInt32) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: folder.file()))
        try file.truncate(atOffset: UInt64(count) * 512)
        try file.seek(toOffset: 28)
        try file.write(contentsOf: (0..<4).map { UInt8(count >> (24 - 8 * $0) & 0xFF) })
        try file.close()
    }
}
