import Glibc
import Testing

@testable import SQLite

/// What becomes of a mapping when others write.
struct MappingVFSTests {
    private let folder: TemporaryFolder
    private let writer: Connection

    init() throws {
        folder = try TemporaryFolder()
        writer = try Connection(path: folder.file(), access: .create, scrubs: true)
        try writer.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB)")
        try insert(1...2_000)
        try toFile()
    }

    @Test func `it outlives the commits of others and shows them`() throws {
        let reader = try reader()
        try undisturbed {
            var mapped: [ClosedRange<UInt>] = []
            for turn in 0..<20 {
                try writer.run(
                    "UPDATE t SET b = ?1 WHERE n = ?2", .blob(content(turn)), .integer(1_000))
                #expect(try row(1_000, in: reader) == content(turn))
                try toFile()
                #expect(try row(1_000, in: reader) == content(turn))
                #expect(try sum(reader) == sum(writer))
                // The first commit shows how long the file is; from then on nothing changes.
                if turn == 0 { mapped = mappings(of: folder.file()) }
            }
            #expect(mapped.count == 1)
            return mappings(of: folder.file()) == mapped
        }
    }

    @Test func `it is kept while the file grows a little and made anew when it grew much`() throws {
        let reader = try reader()
        var last = 2_000
        try undisturbed {
            try commit(seenBy: reader)
            let mapped = mappings(of: folder.file())
            let size = try writer.sizeBytes(of: .main)
            try insert(last + 1...last + 20)
            last += 20
            try toFile()
            #expect(try writer.sizeBytes(of: .main) > size)
            #expect(try sum(reader) == sum(writer))
            #expect(try row(Int64(last), in: reader) == content(last))
            return mappings(of: folder.file()) == mapped
        }

        try insert(last + 1...last + 380)
        last += 380
        try toFile()
        #expect(try row(Int64(last), in: reader) == content(last))
        let grown = mappings(of: folder.file())
        #expect(try grown.map { Int64($0.count) } == [writer.sizeBytes(of: .main)])
        #expect(try sum(reader) == sum(writer))
    }

    @Test func `a file that was cut by a vacuum is mapped anew`() throws {
        let reader = try reader()
        try commit(seenBy: reader)
        let size = try writer.sizeBytes(of: .main)
        try writer.execute("DELETE FROM t WHERE n > 100; VACUUM")
        // The log has it and the file does not yet.
        #expect(try sum(reader) == sum(writer))
        try toFile()
        #expect(try writer.sizeBytes(of: .main) < size / 2)
        #expect(try sum(reader) == sum(writer))
        let mapped = mappings(of: folder.file())
        #expect(try mapped.map { Int64($0.count) } == [writer.sizeBytes(of: .main)])
        // And grows again over where the mapping once was.
        try insert(101...2_500)
        try toFile()
        #expect(try sum(reader) == sum(writer))
        #expect(try row(2_500, in: reader) == content(2_500))
    }

    @Test func `each connection has its own, which ends with it in any order`() throws {
        let readers = try (0..<3).map { _ in try reader() }
        for reader in readers { try commit(seenBy: reader) }
        #expect(mappings(of: folder.file()).count > 0)
        readers[1].close()
        try commit(seenBy: readers[0])
        readers[0].close()
        try commit(seenBy: readers[2])
        #expect(mappings(of: folder.file()).count == 1)
        readers[2].close()
        #expect(mappings(of: folder.file()) == [])
    }

    @Test func `what a transaction sees stays while others write and move the log`() throws {
        let reader = try reader()
        try commit(seenBy: reader)
        let before = try sum(reader)
        try reader.read { reader in
            #expect(try sum(reader) == before)
            try writer.execute("DELETE FROM t WHERE n % 3 = 0")
            _ = try writer.checkpoint(.passive)
            #expect(try sum(reader) == before)
        }
        #expect(try sum(reader) == sum(writer))
    }

    @Test func `a page that could not be read is read again after the next commit`() throws {
        let reader = try reader()
        try commit(seenBy: reader)
        let path = folder.file()
        let before = try sum(reader)
        var pages = [UInt8](repeating: 0, count: 40 * 4_096)
        let end = try writer.sizeBytes(of: .main)
        var span = pages.mutableSpan
        let count = try writer.readFile(.main, at: end - Int64(span.count), into: &span)
        #expect(count == pages.count)
        // A commit in the log: SQLite does not look at the file's size then.
        try writer.run("UPDATE t SET b = ?1 WHERE n = 1", .blob(content(1)))
        #expect(try row(1, in: reader) == content(1))
        #expect(unsafe truncate(path, Int(end) - pages.count) == 0)
        #expect(throws: SQLiteError.self) { try sum(reader) }
        // The file is as it was; the mapping shows zeros there until it is made anew.
        for start in stride(from: 0, to: pages.count, by: 4_096) {
            try writer.writeFile(
                .main, pages.span.extracting(start..<start + 4_096),
                at: end - Int64(pages.count - start))
        }
        try commit(seenBy: reader)
        #expect(try sum(reader) == before)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `readers see what the writer sees, whatever happens to the file`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var readers = try (0..<3).map { _ in try reader() }
        for _ in 0..<120 {
            let first = Int.random(in: 1...3_000, using: &random)
            let last = first + Int.random(in: 1...400, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0...3: try insert(first...last)
            case 4: try writer.run("DELETE FROM t WHERE n > ?1", .integer(Int64(first)))
            case 5: try writer.execute("VACUUM")
            case 6: _ = try writer.checkpoint(.passive)
            case 7: try toFile()
            default:
                let index = readers.indices.randomElement(using: &random) ?? 0
                readers[index].close()
                readers[index] = try reader()
            }
            let expected = try sum(writer)
            for reader in readers where Bool.random(using: &random) {
                #expect(try sum(reader) == expected)
            }
        }
        #expect(try readers[0].pragma("integrity_check") == "ok")
    }

    @Test func `readers on other threads see whole states while the file grows and is cut`()
        async throws
    {
        try writer.execute("UPDATE t SET b = zeroblob(length(b))")
        let readers = try (0..<3).map { _ in try reader() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in readers {
                group.addTask {
                    for _ in 0..<300 {
                        let found = try reader.read { try self.sum($0) }
                        // Every commit leaves each row with the same length of content.
                        #expect(found.bytes == found.rows * 300)
                    }
                }
            }
            group.addTask {
                for turn in 0..<40 {
                    try self.insert(2_001...2_001 + turn * 40)
                    _ = try self.writer.checkpoint(turn % 2 == 0 ? .passive : .truncate)
                    if turn % 4 == 3 {
                        try self.writer.execute("DELETE FROM t WHERE n > 500; VACUUM")
                        _ = try self.writer.checkpoint(.truncate)
                    }
                }
            }
            try await group.waitForAll()
        }
        try toFile()
        #expect(try sum(readers[0]) == sum(writer))
    }

    /// Expects that mappings were kept, and asks again if a page of any file was replaced meanwhile.
    ///
    /// All mappings are given up then, and other tests, which run beside this one, damage their files.
    private func undisturbed(_ isKept: () throws -> Bool) throws {
        while true {
            let replaced = MappingGuard.replacedPages
            if try isKept() { return }
            try #require(MappingGuard.replacedPages != replaced, "nothing was replaced: not kept")
        }
    }

    private struct Sum: Equatable {
        let rows: Int64
        let bytes: Int64
        let first: Int64
    }

    private func reader() throws -> Connection {
        let reader = try Connection(path: folder.file(), access: .readWrite)
        try reader.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON")
        reader.setCheckpointOnClose(false)
        try reader.mapFile(bytes: 1 << 30)
        return reader
    }

    private func content(_ number: Int) -> [UInt8] {
        Array(repeating: UInt8(truncatingIfNeeded: number), count: 300)
    }

    private func insert(_ numbers: ClosedRange<Int>) throws {
        try writer.write { writer in
            for number in numbers {
                try writer.run(
                    "INSERT OR REPLACE INTO t VALUES (?1, ?2)", .integer(Int64(number)),
                    .blob(content(number)))
            }
        }
    }

    /// One commit that changes nothing but is one, and a read of everything after it.
    private func commit(seenBy reader: Connection) throws {
        try writer.execute("PRAGMA user_version = 7")
        try toFile()
        #expect(try sum(reader) == sum(writer))
    }

    private func toFile() throws {
        #expect(try writer.checkpoint(.truncate).isComplete)
    }

    private func row(_ number: Int64, in connection: Connection) throws -> [UInt8] {
        var rows = try connection.query("SELECT b FROM t WHERE n = ?1", .integer(number))
        return try rows.step() ? rows.blob(0) : []
    }

    private func sum(_ connection: Connection) throws -> Sum {
        var rows = try connection.query(
            "SELECT count(*), sum(length(b)), sum(unicode(substr(hex(b), 1, 2)) * n) FROM t")
        guard try rows.step() else { return Sum(rows: -1, bytes: 0, first: 0) }
        return Sum(
            rows: rows.integer(0), bytes: rows.optionalInteger(1) ?? 0,
            first: rows.optionalInteger(2) ?? 0)
    }
}
