import Glibc
import Testing

@testable import SQLite

/// One connection that reads several files, one after the other.
struct SwitchingTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `each file is read as itself, however they follow each other`() throws {
        let counts = [3, 3, 0, 2_000, 1]
        let files = try counts.enumerated().map { try make("f\($0)", people: $1) }
        let connection = try Connection.switching(beginningWith: files[0], cacheKiB: 2_000)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let chosen = Int.random(in: 0..<files.count, using: &generator)
            try connection.point(at: files[chosen])
            // Of a large file's every page, and of the tree over it, by the index as well.
            if chosen == 3, Bool.random() {
                let found = try names(connection)
                #expect(found.count == counts[3] && found.allSatisfy { $0.hasPrefix("f3 ") })
            }
            for other in files.indices {
                var rows = try connection.query(
                    "SELECT id FROM person WHERE name = ?1", .text("f\(other) 0"))
                #expect(try rows.step() == (other == chosen && counts[chosen] > 0))
            }
            if Bool.random() { try connection.point(at: nil) }
        }
        #expect(connection.statements.count < 5)
    }

    @Test func `nothing can be written`() throws {
        let still = try make("f", people: 1)
        let connection = try Connection.switching(beginningWith: still, cacheKiB: 100)
        #expect(throws: SQLiteError.self) {
            try connection.run("INSERT INTO person(id, name) VALUES (7, 'x')")
        }
        #expect(throws: SQLiteError.self) {
            try connection.execute("PRAGMA query_only = OFF; DELETE FROM person")
        }
        #expect(try names(connection) == ["f 0"])
    }

    @Test func `no file appears beside one that is read`() throws {
        let still = try make("f", people: 5)
        let connection = try Connection.switching(beginningWith: still, cacheKiB: 100)
        #expect(try connection.read { try names($0) }.count == 5)
        for ending in ["-wal", "-shm", "-journal"] {
            let isThere = unsafe access(folder.file("f" + ending), F_OK) == 0
            #expect(!isThere)
        }
    }

    @Test func `only files of the same schema in the same pages are taken for such`() throws {
        let first = try make("a", people: 1)
        let pages = try #require(SchemaPages(of: first))
        #expect(pages.areThose(of: first))
        #expect(try pages.areThose(of: make("b", people: 900)))
        let more = Self.schema + "CREATE TABLE other(id INTEGER PRIMARY KEY) STRICT;"
        #expect(try !pages.areThose(of: make("c", people: 1, schema: more)))
        let turned = """
            CREATE TABLE before(id INTEGER PRIMARY KEY) STRICT; DROP TABLE before;
            CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
            CREATE UNIQUE INDEX person_name ON person(name);
            """
        #expect(try !pages.areThose(of: make("d", people: 1, schema: turned)))
        let versioned = Self.schema + "PRAGMA user_version = 3;"
        let other = try make("e", people: 1, schema: versioned)
        #expect(!pages.areThose(of: other))
        #expect(SchemaPages(of: other)?.userVersion == 3)
    }

    @Test func `a schema of several pages is compared whole`() throws {
        let many = (0..<60).map { number in
            "CREATE TABLE t\(number)(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; "
        }
        let schema = Self.schema + many.joined()
        let pages = try #require(SchemaPages(of: make("a", people: 1, schema: schema)))
        #expect(try pages.areThose(of: make("b", people: 2, schema: schema)))
        let last = schema + "DROP TABLE t59; CREATE TABLE t59(id INTEGER PRIMARY KEY, txet TEXT);"
        #expect(try !pages.areThose(of: make("c", people: 2, schema: last)))
    }

    @Test func `what is no database, empty, a link or not there is not opened or refused`() throws {
        #expect(StillFile(path: folder.file("missing")) == nil)
        let empty = try Connection(path: folder.file("empty"), access: .create)
        empty.close()
        #expect(StillFile(path: folder.file("empty")) == nil)
        let still = try make("f", people: 2_000)
        let isLinked = unsafe symlink(folder.file("f"), folder.file("link")) == 0
        #expect(isLinked && StillFile(path: folder.file("link")) == nil)
        let result = unsafe truncate(folder.file("f"), 2 * 4_096)
        #expect(result == 0)
        let cut = try #require(StillFile(path: folder.file("f")))
        #expect(throws: SQLiteError.self) {
            let connection = try Connection.switching(beginningWith: cut, cacheKiB: 100)
            _ = try names(connection)
        }
        _ = still
    }
}
