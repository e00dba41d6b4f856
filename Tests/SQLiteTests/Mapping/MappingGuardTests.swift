import Glibc
import Testing

@testable import SQLite

@Suite struct MappingGuardTests {
    @Test
    func `a mapped file that is cut by somebody else is damaged and does not end the process`()
        throws
    {
        let folder = try TemporaryFolder()
        let path = folder.file("mapped.db")
        let writer = try Connection(path: path, access: .create)
        try writer.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB)")
        for number in 0..<200 {
            try writer.run(
                "INSERT INTO t VALUES (?1, ?2)", .integer(Int64(number)),
                .blob(Array(repeating: 7, count: 3_000)))
        }
        #expect(try writer.checkpoint(.truncate).isComplete)
        let reader = try Connection(path: path, access: .readOnly)
        try reader.mapFile(bytes: 1 << 30)
        #expect(try count(reader) == 200)

        // The mapping reaches beyond the end of the file from now on.
        #expect(unsafe truncate(path, 3 * 4_096) == 0)
        let error = #expect(throws: SQLiteError.self) { try sum(reader) }
        #expect(error?.code.primary == .corrupt)

        let other = try Connection(path: folder.file("other.db"), access: .create)
        try other.execute("CREATE TABLE t(n)")
        #expect(try count(other) == 0)
    }

    private func count(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT count(*) FROM t")
        return try rows.step() ? rows.integer(0) : -1
    }

    private func sum(_ connection: Connection) throws -> Int64 {
        var rows = try connection.query("SELECT sum(length(b)) FROM t WHERE n > 100")
        return try rows.step() ? rows.integer(0) : -1
    }
}
