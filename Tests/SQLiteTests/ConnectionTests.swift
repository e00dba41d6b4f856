import Glibc
import SQLite
import Testing

struct ConnectionTests {
    @Test func `the library says its version`() {
        #expect(SQLiteLibrary.version.hasPrefix("3."))
    }

    @Test func `a new database and the files beside it belong to their owner alone`() throws {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file(), access: .create)
        try connection.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
        for name in ["test.db", "test.db-wal", "test.db-shm"] {
            #expect(try mode(of: folder.file(name)) == 0o600, "\(name)")
        }
    }

    @Test func `a database that exists keeps its mode and its rows`() throws {
        let folder = try TemporaryFolder()
        try Connection(path: folder.file(), access: .create).execute("CREATE TABLE t (a)")
        unsafe chmod(folder.file(), 0o640)
        let connection = try Connection(path: folder.file(), access: .create)
        try connection.run("INSERT INTO t VALUES (1)")
        #expect(try mode(of: folder.file()) == 0o640)
    }

    private func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(unsafe stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}
