import Testing

@testable import SQLite

struct SQLiteLibraryTests {
    @Test func `the library says the version that its SQL function says`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        var rows = try connection.query("SELECT sqlite_version()")
        #expect(try rows.step())
        #expect(rows.text(0) == SQLiteLibrary.version)
    }

    @Test func `the library takes its configuration`() {
        #expect(ResultCode(rawValue: SQLiteLibrary.configuration) == ResultCode(rawValue: 0))
    }

    @Test func `the library says what it is built with`() {
        #expect(SQLiteLibrary.isBuilt(with: "THREADSAFE=1"))
        #expect(!SQLiteLibrary.isBuilt(with: "THREADSAFE=0"))
    }
}
