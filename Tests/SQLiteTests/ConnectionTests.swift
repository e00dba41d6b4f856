import Foundation
import SQLite
import Testing

struct ConnectionTests {
    @Test func `a new database and the files beside it belong to their owner alone`() throws {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file(), access: .create)
        try connection.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (a)")
        for name in ["test.db", "test.db-wal", "test.db-shm"] {
            #expect(fileStatus(folder.file(name))?.mode == 0o600, "\(name)")
        }
    }

    @Test func `a database that exists keeps its mode and its rows`() throws {
        let folder = try TemporaryFolder()
        try Connection(path: folder.file(), access: .create).execute("CREATE TABLE t (a)")
        unsafe chmod(folder.file(), 0o640)
        let connection = try Connection(path: folder.file(), access: .create)
        try connection.run("INSERT INTO t VALUES (1)")
        #expect(fileStatus(folder.file())?.mode == 0o640)
    }

    @Test(arguments: [Connection.Access.readOnly, .readWrite])
    func `a database that is not there is not made`(_ access: Connection.Access) throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: SQLiteError.self) {
            try Connection(path: folder.file(), access: access)
        }
        #expect(error.code.primary == .cannotOpen)
        #expect(error.message.contains(folder.file()))
        #expect(fileStatus(folder.file()) == nil)
    }

    @Test func `a database that stands still is read without files beside it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("odd ?#%41.db")
        let writer = try Connection(path: path, access: .create)
        try writer.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (7)")
        writer.close()
        let still = try Connection(path: path, access: .still)
        var rows = try still.query("SELECT a FROM t")
        #expect(try rows.step() && rows.integer(0) == 7)
        for ending in ["-wal", "-shm"] { #expect(fileStatus(path + ending) == nil) }
        let error = try #require(throws: SQLiteError.self) { try still.run("DELETE FROM t") }
        #expect(error.code.primary == .readOnly)
    }

    @Test func `a folder that is not there is an error`() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: SQLiteError.self) {
            try Connection(path: folder.file("nowhere/test.db"), access: .create)
        }
        #expect(error.code.primary == .cannotOpen)
    }

    @Test func `a path with a NUL character is refused`() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: SQLiteError.self) {
            try Connection(path: folder.file() + "\0.db", access: .create)
        }
        #expect(error.code == .cannotOpen)
        #expect(fileStatus(folder.file()) == nil)
    }

    @Test func `a path is never taken for a URI`() throws {
        let folder = try TemporaryFolder()
        try Connection(path: folder.file(), access: .create).execute("CREATE TABLE t (a)")
        #expect(throws: SQLiteError.self) {
            try Connection(path: "file:" + folder.file(), access: .readWrite)
        }
    }

    @Test func `a file that is no database says so with the first statement`() throws {
        let folder = try TemporaryFolder()
        try String(repeating: "no database ", count: 1000)
            .write(toFile: folder.file(), atomically: false, encoding: .utf8)
        let connection = try Connection(path: folder.file(), access: .readWrite)
        let error = try #require(throws: SQLiteError.self) { try connection.pragma("user_version") }
        #expect(error.code == .notADatabase)
    }

    @Test func `a pragma is set and read`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        #expect(try connection.pragma("user_version") == "0")
        #expect(try connection.pragma("user_version = 7") == nil)
        #expect(try connection.pragma("user_version") == "7")
        #expect(try connection.pragma("no_such_pragma") == nil)
    }

    @Test func `the schema of a file cannot be written by hand`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE t (a); PRAGMA writable_schema = ON")
        #expect(throws: SQLiteError.self) { try connection.execute("DELETE FROM sqlite_schema") }
    }

    @Test func `a view in the file cannot reach the internals of the connection`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE VIEW v AS SELECT * FROM pragma_database_list")
        #expect(throws: SQLiteError.self) { try connection.run("SELECT * FROM v") }
        try connection.run("SELECT * FROM pragma_database_list")
    }

    @Test(arguments: [true, false])
    func `a connection that is closed or dropped undoes its transaction`(isClosed: Bool) throws {
        let folder = try TemporaryFolder()
        do {
            let first = try Connection(path: folder.file(), access: .create)
            try first.execute("CREATE TABLE t (a)")
            try first.begin(.immediate)
            try first.run("INSERT INTO t VALUES (1)")
            if isClosed { first.close() }
        }
        let second = try Connection(path: folder.file(), access: .readWrite)
        try second.begin(.immediate)
        var rows = try second.query("SELECT count(*) FROM t")
        #expect(try rows.step())
        #expect(rows.integer(0) == 0)
    }

    @Test func `a connection closes once`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        connection.close()
        connection.close()
    }

    @Test func `using a closed connection traps`() async {
        await #expect(processExitsWith: .failure) {
            let connection = try Connection(path: ":memory:", access: .create)
            connection.close()
            try connection.execute("SELECT 1")
        }
    }
}
