import Privacy
import SQLite
import Synchronization
import Testing

@testable import PrivacySQLite

struct ShopWriterTests {
    @Test func `a turn of more than small changes says first that it takes long`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let pending = test.store.pending
        let small = WriteJob.Work.change({ _ in [] }, isBulk: false)
        let bulk = WriteJob.Work.change({ _ in [] }, isBulk: true)
        let sweep = WriteJob.Work.sweep(ErasureSweep([], []))
        let upkeep = WriteJob.Work.upkeep { _ in }
        try await test.store.upkeep(in: test.shop.id) { file in
            let writer = ShopWriter(file: file, pending: pending, statistics: WriteStatistics())
            for (works, takesLong) in [
                ([small], false), ([small, small], false), ([bulk], true), ([sweep], true),
                ([upkeep], true), ([small, upkeep], true),
            ] {
                let queue = WriteQueue()
                let state = Mutex((saidFirst: false, done: 0))
                for work in works {
                    _ = queue.append(WriteJob(work) { _ in state.withLock { $0.done += 1 } })
                }
                #expect(!writer.drain(queue) { state.withLock { $0.saidFirst = $0.done == 0 } })
                #expect(state.withLock { $0.saidFirst == takesLong && $0.done == works.count })
            }
        }
    }

    @Test func `a long log is moved into the file once all were answered, but not amid a feed`()
        async throws
    {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let pending = test.store.pending
        let folder = test.files
        try await test.store.upkeep(in: test.shop.id) { file in
            let writer = ShopWriter(file: file, pending: pending, statistics: WriteStatistics())
            try file.writer.execute("CREATE TABLE filler(bytes)")
            _ = try file.writer.checkpoint(.truncate)
            /// A turn that writes so much, and how much of the log was in the file at its answer and its end.
            func turn(_ bytes: Int, isBulk: Bool = false) throws -> (
                answer: UInt32, end: UInt32, pages: UInt32, takesLong: Bool
            ) {
                let queue = WriteQueue()
                let seen = Mutex((answer: UInt32.max, takesLong: false))
                let fill = "INSERT INTO filler VALUES (zeroblob(\(bytes)))"
                let change = WriteJob.Work.change(
                    { connection in
                        if isBulk { try file.bulk.begin(connection) }
                        try connection.execute(fill)
                        return []
                    }, isBulk: isBulk)
                _ = queue.append(
                    WriteJob(change) { _ in
                        seen.withLock { $0.answer = (try? LogIndex(of: folder).moved) ?? .max }
                    })
                #expect(!writer.drain(queue) { seen.withLock { $0.takesLong = true } })
                let index = try LogIndex(of: folder)
                let (answer, takesLong) = seen.withLock(\.self)
                return (answer, index.moved, index.pages, takesLong)
            }
            let least = Int(Connection.usualLogBytes)
            var (bytes, turns) = (0, 0)
            while bytes + 50_000 < least {
                let done = try turn(20_000)
                #expect(done.answer == 0 && done.end == 0 && !done.takesLong)
                bytes = Int(try file.writer.logBytes)
                turns += 1
            }
            #expect(turns > 100)
            let long = try turn(60_000)
            #expect(long.answer == 0 && long.end == long.pages && long.takesLong)
            // Begun anew, it is short again.
            let short = try turn(20_000)
            #expect(short.pages < 10 && short.end == 0 && !short.takesLong)
            // One turn that writes very much has it moved with the commit.
            let most = Connection.mostLogPages * 4_096
            let large = try turn(most)
            #expect(large.answer == large.pages && large.end == large.pages)
            let much = try turn(most, isBulk: true)
            #expect(much.answer == 0 && much.end == 0 && Int(much.pages) > Connection.mostLogPages)
        }
    }
}

/// What the shared memory beside a database says of its log.
///
/// See <https://www.sqlite.org/walformat.html#the_wal_index_file_format>.
private struct LogIndex {
    /// How many pages stand in the log.
    let pages: UInt32
    /// How many of them are in the file as well.
    let moved: UInt32

    init(of folder: ShopFolder) throws {
        let bytes = try OpenFile.contents(of: folder.database + "-shm")
        func number(at offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
        }
        (pages, moved) = (number(at: 16), number(at: 96))
    }
}
