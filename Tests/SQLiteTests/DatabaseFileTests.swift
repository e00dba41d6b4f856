import SQLite
import Testing

struct DatabaseFileTests {
    private let folder: TemporaryFolder
    private let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file(), access: .create)
        try connection.execute(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
        _ = try connection.checkpoint(.truncate)
    }

    @Test func `the files are read as they stand on the disk`() throws {
        #expect(try bytes(of: .main, at: 0, count: 15) == Array("SQLite format 3".utf8))
        try connection.run("INSERT INTO t VALUES ('a trace of Anna')")
        let log = try bytes(of: .writeAheadLog, at: 0, count: 100_000)
        #expect(String(decoding: log, as: UTF8.self).contains("a trace of Anna"))
        #expect(try connection.sizeBytes(of: .writeAheadLog) == Int64(log.count))
    }

    @Test func `a read ends with the file`() throws {
        let size = try connection.sizeBytes(of: .main)
        #expect(Int(size) == fileStatus(folder.file())?.sizeBytes)
        #expect(try bytes(of: .main, at: size - 10, count: 100).count == 10)
        #expect(try bytes(of: .main, at: size, count: 100).isEmpty)
        #expect(try bytes(of: .main, at: size + 1, count: 100).isEmpty)
    }

    @Test func `a truncated log is empty and can be synced`() throws {
        try connection.run("INSERT INTO t VALUES (1)")
        #expect(try connection.sizeBytes(of: .writeAheadLog) > 0)
        #expect(try connection.checkpoint(.truncate).isComplete)
        #expect(try connection.sizeBytes(of: .writeAheadLog) == 0)
        try connection.syncFile(.writeAheadLog)
        try connection.syncFile(.main)
    }

    @Test func `a log that is not open yet is refused`() throws {
        let other = try Connection(path: folder.file(), access: .readWrite)
        let error = try #require(throws: SQLiteError.self) { try other.syncFile(.writeAheadLog) }
        #expect(error.code == .misuse)
    }

    private func bytes(of file: DatabaseFile, at offset: Int64, count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var span = buffer.mutableSpan
        let filled = try connection.readFile(file, at: offset, into: &span)
        return Array(buffer.prefix(filled))
    }
}
