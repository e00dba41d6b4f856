import SQLite
import Testing

@testable import PrivacySQLite

/// One payload of which all but the begin stands on two overflow pages.
struct OverflowLookTests {
    private let database: TemporaryDatabase
    private let scanner: TraceScanner
    private let leaf: UInt32
    private let continuation: PayloadContinuation
    private let last: UInt32

    init() throws {
        database = try TemporaryDatabase(pageSizeBytes: 1024, scrubs: true)
        let key = TraceKey(secret: [1])
        scanner = TraceScanner(
            Trace.traces(of: "maria@example.com", key: key).map { ($0, 5) }, key: key)
        try database.connection.run(
            "INSERT INTO notes (body) VALUES (?)", .text(String(repeating: "x", count: 2000)))
        try database.truncateLog()
        let count = try FreePages(of: database.connection).pageCount
        let found = try (2...count).compactMap { number in
            let page = try database.page(number)
            let anatomy = PageAnatomy(of: page.span, isFirst: false)
            return anatomy.continuations.first.map { (number, $0) }
        }
        (leaf, continuation) = try #require(found.first)
        last = try database.page(continuation.page).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    @Test func `as it is, nothing is found`() throws {
        let finding = try look()
        #expect(finding.residue == nil && finding.mentions.isEmpty && !finding.isBroken)
    }

    @Test func `behind the end of a payload all but numbers of pages is residue`() throws {
        let end = 4 + continuation.restBytes - 1020
        try database.plant([0, 0, 0, 3], on: last, at: 1016)
        #expect(try look().residue == nil)
        try database.plant([65], on: last, at: end)
        let residue = try #require(try look().residue)
        #expect(residue.page == last && residue.bytes.contains(end))
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
        return try look.look(along: continuation, of: try database.page(leaf).span)
    }
}
