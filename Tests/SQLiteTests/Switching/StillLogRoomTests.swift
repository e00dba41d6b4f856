import Foundation
import Testing

@testable import SQLite

/// How long the log of a file that is written to now and then is, and what stands behind its end.
struct StillLogRoomTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Limits something of this process.
    private static func limit(_ resource: __rlimit_resource, to most: rlim_t) {
        var limit = rlimit()
        #expect(unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0)
        limit.rlim_cur = min(most, limit.rlim_max)
        #expect(unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0)
    }

    @Test func `a log is begun anew before it has more than its most pages, and not earlier`()
        throws
    {
        let file = try make("f", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        var (last, lastPages, restarts) = (Data(), 0, 0)
        for turn in 0..<60 {
            try write(shared, file, log) { try insert("turn \(turn)", $0) }
            let now = try bytes("f-wal")
            let room = (now.count - 32) / 4_120
            #expect(now.count == 32 + room * 4_120 && room <= StillLog.mostPages)
            #expect(room.isMultiple(of: StillLog.pagesMadeAtOnce))
            let pages = pages(now)
            if turn > 0, salts(now) != salts(last) {
                restarts += 1
                #expect(lastPages + pages > StillLog.mostPages)
                // It is as long as it was, and the old one stands behind the transaction.
                #expect(pages < 8 && now.count == last.count)
                let end = 32 + pages * 4_120
                #expect(now.dropFirst(end) == last.dropFirst(end))
            } else {
                let end = 32 + lastPages * 4_120
                #expect(turn == 0 || now.prefix(end) == last.prefix(end) && pages > lastPages)
                // It became longer only where there was no room left.
                #expect(now.count == last.count || 32 + pages * 4_120 > last.count)
            }
            (last, lastPages) = (now, pages)
        }
        #expect(restarts > 1)
    }

    @Test(arguments: [1, 2]) func `a log that is emptied is zeros, and is gone on with`(count: Int)
        throws
    {
        let file = try make("f", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        for round in 0..<3 {
            for number in 0..<count {
                try write(shared, file, log) { try insert("\(round) \(number)", $0) }
            }
            let whole = try bytes("f-wal")
            let names = try found(bytes("f"), whole)
            #expect(names.count == (round + 1) * count)
            #expect(file.whileAlone(with: log) { log.empty(of: file) } == true)
            #expect(try bytes("f-wal") == Data(count: whole.count))
            #expect(try found(bytes("f"), bytes("f-wal")) == names)
            // Nothing is to be done then.
            #expect(!log.isOurs && file.whileAlone(with: log) { log.empty(of: file) } == true)
        }
        #expect(try bytes("f-wal").count == 32 + StillLog.pagesMadeAtOnce * 4_120)
        // Somebody else who goes on with it is seen.
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        shell.setCheckpointOnClose(false)
        try insert("shell's", shell)
        shell.close()
        #expect(file.whileAlone(with: log) { true } == nil)
        #expect(!log.empty(of: file))
        #expect(try found(bytes("f"), bytes("f-wal")).contains("shell's"))
    }

    @Test func `a log that a transaction has made long is overwritten and cut, and no other cut`()
        throws
    {
        var seen: Set<Int> = []
        // Two pages or three a row, its place in the index included.
        for rows in 45...62 {
            let name = "f\(rows)"
            let file = try make(name, people: 0)
            let log = StillLog()
            let shared = try writer(file)
            try write(shared, file, log) { connection in
                for number in 0..<rows {
                    try insert("\(number)" + String(repeating: "x", count: 3_900), connection)
                }
            }
            let size = try bytes(name + "-wal").count
            seen.insert((size - 32) / 4_120)
            #expect(file.whileAlone(with: log) { log.empty(of: file) } == true)
            let left = min(size, Int(VoidLog.mostBytesLeft))
            #expect(try bytes(name + "-wal") == Data(count: left))
            try write(shared, file, log) { try insert("more", $0) }
            #expect(try found(bytes(name), bytes(name + "-wal")).count == rows + 1)
        }
        #expect(seen.isSuperset(of: [120, 128]), "\(seen.sorted())")
    }

    @Test func `a log has no more room than the disk, and what fits counts`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try StillLogRoomTests()
            let file = try test.make("f", people: 0)
            let log = StillLog()
            let shared = try test.writer(file)
            // The transaction fits, the zeros behind it do not.
            Self.limit(RLIMIT_FSIZE, to: 20_000)
            try test.write(shared, file, log) { try test.insert("first", $0) }
            let first = try test.bytes("f-wal")
            #expect(first.count == 32 + test.pages(first) * 4_120)
            // This one does not fit either.
            #expect(throws: SQLiteError.self) {
                try test.write(shared, file, log) { try test.insert("second", $0) }
            }
            #expect(try test.bytes("f-wal") == first)
            Self.limit(RLIMIT_FSIZE, to: .max)
            #expect(try test.found(test.bytes("f"), first) == ["first"])
            let other = try test.writer(file)
            try test.write(other, file, log) { try test.insert("third", $0) }
            let third = try test.bytes("f-wal")
            #expect(third.count == 32 + StillLog.pagesMadeAtOnce * 4_120)
            #expect(try test.found(test.bytes("f"), third) == ["first", "third"])
        }
    }

    @Test func `a log that cannot be opened is as it was`() async {
        await #expect(processExitsWith: .success) {
            let test = try StillLogRoomTests()
            let file = try test.make("f", people: 0)
            let log = StillLog()
            let shared = try test.writer(file)
            var pages = 0
            // Until the next transaction begins it anew.
            while pages + 3 <= StillLog.mostPages {
                try test.write(shared, file, log) { try test.insert("after \(pages)", $0) }
                pages = try test.pages(test.bytes("f-wal"))
            }
            let before = try test.bytes("f-wal")
            Self.limit(RLIMIT_NOFILE, to: 3)
            #expect(throws: SQLiteError.self) {
                try test.write(shared, file, log) { try test.insert("refused", $0) }
            }
            Self.limit(RLIMIT_NOFILE, to: .max)
            #expect(log.isOurs)
            #expect(try test.bytes("f-wal") == before)
            #expect(file.whileAlone(with: log) { true } == true)
            let other = try test.writer(file)
            try test.write(other, file, log) { try test.insert("more", $0) }
            #expect(try test.pages(test.bytes("f-wal")) == 3)
            let found = try test.found(test.bytes("f"), test.bytes("f-wal"))
            #expect(found.contains("more") && !found.contains("refused"))
        }
    }

    @Test func `a transaction of more pages than a log has stands in it whole, and alone`() throws {
        let file = try make("f")
        let log = StillLog()
        let shared = try writer(file)
        for round in 1...3 {
            try write(shared, file, log) { try insert("small \(round)", $0) }
            let (before, small) = try (bytes("f"), bytes("f-wal"))
            try write(shared, file, log) { connection in
                for number in 0..<20_000 { try insert("large \(round) \(number)", connection) }
            }
            let large = try bytes("f-wal")
            #expect(salts(small) != salts(large))
            // It stays as long as a large one made it until it is overwritten.
            #expect((small.count > VoidLog.mostBytesLeft) == (round > 1))
            #expect(large.count > 4 * StillLog.mostPages * 4_096)
            #expect(try found(before, large).count == 40 + round * 20_001)
            #expect(try found(bytes("f"), nil).count == 40 + round * 20_001)
        }
        #expect(file.whileAlone(with: log) { log.empty(of: file) } == true)
        #expect(try bytes("f-wal") == Data(count: Int(VoidLog.mostBytesLeft)))
    }
}
