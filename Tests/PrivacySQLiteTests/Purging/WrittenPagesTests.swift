import SQLite
import Testing

@testable import PrivacySQLite

/// The look at the pages that a forget has written, before it is answered.
struct WrittenPagesTests {
    /// A database of which somebody was deleted, and whose log is empty.
    private func database(scrubs: Bool) throws -> TemporaryDatabase {
        let database = try TemporaryDatabase(pageSizeBytes: 4_096, scrubs: scrubs)
        for name in ["ann", "bob", "cas", "12"] {
            try database.connection.run(
                "INSERT INTO people VALUES (?1, 'some text')", .text(name))
        }
        try database.connection.run("DELETE FROM people WHERE email IN ('bob', '12')")
        try database.truncateLog()
        return database
    }

    private func areClean(_ database: TemporaryDatabase) throws -> Bool {
        var pages = PageSet()
        for number in 1...(try FreePages(of: database.connection).pageCount) {
            pages.insert(number)
        }
        return try WrittenPages(pages).areClean(in: database.connection)
    }

    @Test func `what is scrubbed is clean, also with others' records, and what is not is not`()
        throws
    {
        #expect(try areClean(database(scrubs: true)))
        #expect(try !areClean(database(scrubs: false)))
    }

    @Test func `a byte that belongs to nobody is enough, however short what was erased`() throws {
        let database = try database(scrubs: true)
        // The root of `people` is its only page; its gap begins behind two cell pointers.
        let page = try UInt32(
            database.connection.number(
                of: "SELECT rootpage FROM sqlite_schema WHERE name = 'people'"))
        try database.plant([UInt8(ascii: "1")], on: page, at: 500)
        #expect(try !areClean(database))
    }
}
