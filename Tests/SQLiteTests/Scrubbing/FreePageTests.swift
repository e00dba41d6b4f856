import SQLite
import Testing

struct FreePageTests {
    private let folder: TemporaryFolder
    private let connection: Connection

    /// A file of some 90 free pages, which holds 300 rows.
    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file(), access: .create, scrubs: true)
        try connection.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t (a INTEGER PRIMARY KEY, body BLOB)")
        try insert(0..<1000)
        try connection.run("DELETE FROM t WHERE a BETWEEN 100 AND 799")
        try truncate()
    }

    @Test func `a page that becomes free is zeroed`() throws {
        #expect(try markers().count == 300)
        #expect(try connection.zeroFreePages() == 0)
    }

    /// The reason for all this: whoever commits after such a rollback has to know.
    @Test func `a rollback to a savepoint leaves what was undone in free pages`() throws {
        try undo()
        #expect(try !markers().isDisjoint(with: undone))
    }

    @Test func `what was undone is zeroed`() throws {
        try undo()
        #expect(try connection.zeroFreePages() > 20)
        #expect(try markers().isDisjoint(with: undone))
        #expect(try connection.zeroFreePages() == 0)
        #expect(try connection.pragma("integrity_check") == "ok")
        // The pages are as good as others.
        try insert(100..<800)
        try truncate()
        #expect(try markers().count == 1000)
        #expect(try connection.pragma("integrity_check") == "ok")
    }

    @Test func `the rollback of a whole transaction leaves nothing`() throws {
        try connection.begin(.immediate)
        try insertRows(100..<400)
        connection.rollback()
        try connection.run("INSERT INTO t VALUES (5000, NULL)")
        try truncate()
        #expect(try markers().count == 300)
        #expect(try connection.zeroFreePages() == 0)
    }

    private var undone: Set<SubjectMarker> { Set((100..<400).map(SubjectMarker.init)) }

    private func undo() throws {
        try connection.begin(.immediate)
        try connection.savepoint()
        try insertRows(100..<400)
        try connection.rollbackToSavepoint()
        try connection.release()
        try connection.run("INSERT INTO t VALUES (5000, NULL)")
        try connection.commit()
        try truncate()
    }

    private func insert(_ numbers: Range<Int>) throws {
        try connection.write { _ in try insertRows(numbers) }
    }

    private func insertRows(_ numbers: Range<Int>) throws {
        for number in numbers {
            let marker = SubjectMarker(number: number)
            let body = Array(repeatElement(Array(marker.text.utf8), count: 50).joined())
            try connection.run("INSERT INTO t VALUES (?, ?)", .integer(Int64(number)), .blob(body))
        }
    }

    private func truncate() throws {
        #expect(try connection.checkpoint(.truncate).isComplete)
        connection.releaseMemory()
    }

    private func markers() throws -> Set<SubjectMarker> {
        try SubjectMarker.found(in: .main, of: connection)
    }
}
