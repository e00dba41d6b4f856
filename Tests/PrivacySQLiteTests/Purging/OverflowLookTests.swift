import SQLite
import Testing

@testable import PrivacySQLite

/// One payload of which the begin stands in its cell, and the rest on two overflow pages.
struct OverflowLookTests {
    private let database: TemporaryDatabase
    private let scanner: TraceScanner
    /// The page with the begin, where it goes on, and the page with its end.
    private let begin: [UInt8]
    private let continuation: PayloadContinuation
    private let last: UInt32

    init() throws {
        let database = try TemporaryDatabase(pageSizeBytes: 1024, scrubs: true)
        try database.connection.run(
            "INSERT INTO notes (body) VALUES (?)", .text(String(repeating: "x", count: 2072)))
        try database.truncateLog()
        let begin = try Self.begin(in: database)
        let found = try #require(
            PageAnatomy(of: begin.span, isFirst: false).continuations.first)
        let next = try database.page(found.page)
        let key = TraceKey(secret: [1])
        let traces = Trace.traces(of: "maria@example.com", key: key).map { ($0, Int64(5)) }
        scanner = TraceScanner(traces, key: key)
        self.database = database
        self.begin = begin
        continuation = found
        last = next.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    private static func begin(in database: TemporaryDatabase) throws -> [UInt8] {
        for number in 2...(try FreePages(of: database.connection).pageCount) {
            let page = try database.page(number)
            if !PageAnatomy(of: page.span, isFirst: false).continuations.isEmpty { return page }
        }
        return []
    }

    @Test func `as it is, nothing is found`() throws {
        let finding = try look()
        let residue = finding.residue?.bytes
        #expect(residue == nil && finding.mentions.isEmpty && !finding.isBroken)
    }

    @Test func `behind the end of a payload all but numbers of pages is residue`() throws {
        let end = 4 + continuation.restBytes - 1020
        try database.plant([0, 0, 0, 3], on: last, at: 1016)
        let before = try look().residue?.bytes
        #expect(before == nil)
        try database.plant([65], on: last, at: end)
        let residue = try look().residue
        let (page, bytes) = (residue?.page, residue?.bytes)
        #expect(page == last && bytes?.contains(end) == true)
    }

    @Test(arguments: 1...16)
    func `a token across the border of two pages is found`(before: Int) throws {
        let token = Array("Maria@Example.com".utf8)
        try database.plant(Array(token.prefix(before)), on: continuation.page, at: 1024 - before)
        try database.plant(Array(token.dropFirst(before)), on: last, at: 4)
        #expect(try look().mentions == [5])
    }

    @Test(arguments: [0, 1, 1000, .max] as [UInt32])
    func `a chain that leaves the file or ends too early is broken`(next: UInt32) throws {
        try database.plant(
            (0..<4).map { UInt8(next >> (24 - 8 * $0) & 0xFF) }, on: continuation.page, at: 0)
        #expect(try look().isBroken)
    }

    @Test func `a chain that goes on behind its end is broken`() throws {
        try database.plant([0, 0, 0, 2], on: last, at: 0)
        #expect(try look().isBroken)
    }

    private func look() throws -> OverflowFinding {
        let look = OverflowLook(
            scanner: scanner, free: try FreePages(of: database.connection),
            connection: database.connection)
        return try look.look(along: continuation, of: begin.span)
    }
}
