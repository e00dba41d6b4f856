import Foundation
import Testing

@testable import SQLite

/// Free pages of real files, and of files that are damaged.
struct FreePagesTests {
    private let folder: TemporaryFolder
    private let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file(), access: .create)
        try connection.execute(
            "PRAGMA page_size = 512; CREATE TABLE t (a INTEGER PRIMARY KEY, body BLOB)")
        try connection.write { connection in
            for number in 0..<400 as Range<Int64> {
                try connection.run("INSERT INTO t VALUES (?, zeroblob(600))", .integer(number))
            }
        }
    }

    @Test func `a file without a freelist has no free page`() throws {
        let free = try FreePages(of: connection)
        #expect(free.pages.count == 0 && free.isWhole)
        #expect(free.pageSizeBytes == 512)
        #expect(Int64(free.pageCount) * 512 == (try connection.sizeBytes(of: .main)))
    }

    @Test func `an empty file has no page`() throws {
        let empty = try Connection(path: folder.file("empty.db"), access: .create)
        _ = try empty.pragma("user_version")
        let free = try FreePages(of: empty)
        #expect(free.pageCount == 0 && free.pages.count == 0 && free.isWhole)
    }

    @Test func `the pages of deleted rows are free, and those of the others are not`() throws {
        try connection.run("DELETE FROM t WHERE a < 390")
        let free = try FreePages(of: connection)
        #expect(free.isWhole)
        #expect(String(free.pages.count) == (try connection.pragma("freelist_count")))
        let trunks = (1...free.pageCount).filter { free.trunkLiveBytes($0) != nil }
        #expect(trunks.count > 1)
        #expect(trunks.allSatisfy { free.pages.contains($0) })
        let reached = try pagesInUse()
        #expect(reached.count + free.pages.count == Int(free.pageCount))
        #expect(reached.allSatisfy { !free.pages.contains($0) })
    }

    @Test func `a list that goes in a circle ends`() throws {
        try connection.run("DELETE FROM t WHERE a < 300")
        let trunk = Int64(try number(at: 32))
        try alter(at: (trunk - 1) * 512, to: UInt32(trunk))
        #expect(!(try FreePages(of: connection).isWhole))
    }

    @Test(arguments: [0xFFFF_FFFF, 0x00FF_FFFF, 1, 100_000] as [UInt32])
    func `a list that leaves the file ends`(page: UInt32) throws {
        try connection.run("DELETE FROM t WHERE a < 300")
        let trunk = Int64(try number(at: 32))
        for offset in [32, (trunk - 1) * 512, (trunk - 1) * 512 + 4, (trunk - 1) * 512 + 16] {
            let before = try number(at: offset)
            try alter(at: offset, to: page)
            #expect(!(try FreePages(of: connection).isWhole), "\(offset)")
            try alter(at: offset, to: before)
        }
        #expect(try FreePages(of: connection).isWhole)
    }

    @Test func `what a file has behind its last page is free`() throws {
        let before = try FreePages(of: connection)
        connection.close()
        let file = try #require(FileHandle(forUpdatingAtPath: folder.file()))
        try file.seekToEnd()
        try file.write(contentsOf: [UInt8](repeating: 65, count: 1000))
        try file.close()
        let again = try Connection(path: folder.file(), access: .readWrite)
        _ = try again.pragma("user_version")
        let free = try FreePages(of: again)
        #expect(free.pageCount == before.pageCount + 2)
        #expect(free.pages.contains(before.pageCount + 1) && free.pages.count == 2)
    }

    @Test func `altered at random, a list always ends`() throws {
        let seed: UInt64 = 5
        var random = SeededGenerator(seed: seed)
        try connection.run("DELETE FROM t WHERE a < 390")
        let count = try FreePages(of: connection).pageCount
        for _ in 0..<300 {
            let page = Int64.random(in: 0..<Int64(count), using: &random)
            try alter(
                at: page * 512 + (page == 0 ? 32 : 4 * Int64.random(in: 0..<4, using: &random)),
                to: UInt32.random(in: 0...(2 * count), using: &random))
            let free = try FreePages(of: connection)
            #expect(free.pages.count <= Int(count), "seed \(seed)")
        }
    }

    /// As SQLite's own table of pages has them.
    private func pagesInUse() throws -> [UInt32] {
        var rows = try connection.query("SELECT DISTINCT pageno FROM dbstat")
        var pages: [UInt32] = []
        while try rows.step() { pages.append(UInt32(rows.integer(0))) }
        return pages
    }

    private func number(at offset: Int64) throws -> UInt32 {
        var bytes = [UInt8](repeating: 0, count: 4)
        var span = bytes.mutableSpan
        _ = try connection.readFile(.main, at: offset, into: &span)
        return bytes.span.bigEndian32(at: 0)
    }

    /// Alters the file beside the connection, which holds no lock and reads it from the file.
    private func alter(at offset: Int64, to number: UInt32) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: folder.file()))
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: (0..<4).map { UInt8(number >> (24 - 8 * $0) & 0xFF) })
        try file.close()
    }
}
