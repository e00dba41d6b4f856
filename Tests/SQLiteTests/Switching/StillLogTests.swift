import Foundation
import Testing

@testable import SQLite

/// The log of a file that is written to now and then: what SQLite itself finds in the file and the log, whenever
/// the process or the machine ends.
struct StillLogTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The log's salts: others each time it is begun.
    private func salts(_ log: Data) -> Data { log.subdata(in: 16..<24) }

    /// How many pages stand in the log; behind them there are zeros, or those of an older one.
    private func pages(_ log: Data) -> Int {
        let frames = stride(from: 32, to: log.count, by: 4_120)
        return frames.prefix { log.subdata(in: $0 + 8..<$0 + 16) == salts(log) }.count
    }

    /// Limits something of this process.
    private static func limit(_ resource: __rlimit_resource, to most: rlim_t) {
        var limit = rlimit()
        #expect(unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0)
        limit.rlim_cur = min(most, limit.rlim_max)
        #expect(unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0)
    }

    @Test func `SQLite finds every commit in the log, whatever of it is in the file`() throws {
        let file = try make("f")
        let log = StillLog()
        let shared = try writer(file)
        let reader = try Connection.switching(beginningWith: file, cacheKiB: 400)
        var model = Set((0..<40).map { "f \($0)" })
        var synced = try bytes("f")
        let first = synced.count
        var begun: Data?
        var restarts = 0
        var generator = SystemRandomNumberGenerator()
        for turn in 0..<60 {
            let before = try bytes("f")
            try write(shared, file, log) { connection in
                for number in 0..<Int.random(in: 1...20, using: &generator) {
                    let name = String(
                        repeating: "\(turn) \(number) ", count: .random(in: 1...60))
                    try insert(name, connection)
                    model.insert(name)
                }
                for name in model.prefix(turn % 4) {
                    try connection.run("DELETE FROM person WHERE name = ?1", .text(name))
                    model.remove(name)
                }
            }
            let now = try (file: bytes("f"), log: bytes("f-wal"))
            if salts(now.log) != begun {
                // It was begun anew, so what the file held before is on the disk.
                (synced, begun) = (before, salts(now.log))
                restarts += 1
            }
            #expect(try found(synced, now.log) == model)
            #expect(try found(now.file, now.log) == model)
            #expect(try found(now.file, nil) == model)
            try reader.point(at: file)
            #expect(try names(reader) == model)
            try reader.point(at: nil)
        }
        #expect(restarts > 3)
        #expect(try bytes("f").count > 2 * first)
        log.settle()
        #expect(!isThere("f-wal"))
        #expect(try found(bytes("f"), nil) == model)
    }

    @Test func `a log that was cut or damaged gives a state that was committed`() throws {
        let file = try make("f")
        let log = StillLog()
        let shared = try writer(file)
        let before = try bytes("f")
        var states = [try found(before, nil)]
        for turn in 0..<6 {
            try write(shared, file, log) { connection in
                for number in 0..<3 { try insert("new \(turn) \(number)", connection) }
                states.append(try names(connection))
            }
        }
        let whole = try bytes("f-wal")
        #expect(try found(before, whole) == states.last)
        var seen: Set<Set<String>> = []
        for _ in 0..<120 {
            let cut = whole.prefix(.random(in: 0...whole.count))
            seen.insert(try found(before, cut))
            var damaged = whole
            damaged[.random(in: 0..<whole.count)] ^= 1 << UInt8.random(in: 0..<8)
            seen.insert(try found(before, damaged))
        }
        #expect(seen.isSubset(of: Set(states)) && seen.count > 3)
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
            #expect(log.isOurs && file.whileAlone(with: log) { log.empty(of: file) } == true)
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

    @Test func `a log that a transaction has made long is cut, and no other`() throws {
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
            let left = size > VoidLog.mostBytes ? 0 : size
            #expect(try bytes(name + "-wal") == Data(count: left))
            try write(shared, file, log) { try insert("more", $0) }
            #expect(try found(bytes(name), bytes(name + "-wal")).count == rows + 1)
        }
        #expect(seen.isSuperset(of: [120, 128]), "\(seen.sorted())")
    }

    @Test func `when the machine ends as a log is begun anew no older state comes back`() throws {
        let file = try make("f", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        var (before, old) = (try bytes("f"), Data())
        for turn in 0..<60 {
            try write(shared, file, log) { try insert("turn \(turn)", $0) }
            let new = try bytes("f-wal")
            if turn > 0, salts(new) != salts(old) {
                let states = try [found(before, nil), found(bytes("f"), nil)]
                // Its header was on the disk before anything else was, and then some of the rest.
                old.resetBytes(in: 0..<32)
                var seen: Set<Set<String>> = []
                for _ in 0..<20 {
                    var some = old
                    for sector in stride(from: 0, to: new.count, by: 512) where Bool.random() {
                        let bytes = sector..<min(sector + 512, new.count)
                        some.replaceSubrange(bytes, with: new[bytes])
                    }
                    seen.insert(try found(before, some))
                }
                #expect(seen.isSubset(of: states))
            }
            (before, old) = (try bytes("f"), new)
        }
    }

    @Test func `SQLite goes on with the log, and the file with SQLite's`() throws {
        var model: Set<String> = []
        _ = try make("f", people: 0)
        for round in 0..<4 {
            let file = try #require(StillFile(path: folder.file("f")))
            let log = StillLog()
            let shared = try writer(file)
            for number in 0..<3 {
                try write(shared, file, log) { try insert("shared \(round) \(number)", $0) }
                model.insert("shared \(round) \(number)")
            }
            let own = try Connection(path: folder.file("f"), access: .readWrite, scrubs: true)
            try own.execute("PRAGMA journal_mode = WAL")
            log.handOver()
            #expect(try names(own) == model)
            try insert("own \(round)", own)
            model.insert("own \(round)")
            #expect(try found(bytes("f"), bytes("f-wal")) == model)
            #expect(try own.checkpoint(.truncate).isComplete)
            own.close()
        }
        #expect(try found(bytes("f"), nil) == model)
    }

    @Test func `a log whose file is gone, or that is gone itself, is settled`() throws {
        for missing in ["f", "f-wal"] {
            let file = try make("f")
            let log = StillLog()
            let shared = try writer(file)
            try write(shared, file, log) { try insert("more", $0) }
            try FileManager.default.removeItem(atPath: folder.file(missing))
            log.settle()
            #expect(!log.isOurs && log.isUsable)
            for name in ["f", "f-wal"] {
                try? FileManager.default.removeItem(atPath: folder.file(name))
            }
        }
    }

    @Test func `a log that somebody else has moved into the file is begun anew`() throws {
        let file = try make("f", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        for turn in 0..<6 {
            let before = try bytes("f")
            try write(shared, file, log) { try insert("turn \(turn)", $0) }
            let wanted = Set((0...turn).map { "turn \($0)" })
            #expect(try found(bytes("f"), bytes("f-wal")) == wanted)
            guard turn % 2 == 1 else {
                // Before this commit the log was empty, so it has all that the file did not.
                #expect(try found(before, bytes("f-wal")) == wanted)
                continue
            }
            // A shell that was opened beside the service: with its end the log is gone.
            let shell = try Connection(path: folder.file("f"), access: .readWrite)
            #expect(try names(shell) == wanted)
            shell.close()
            #expect(!isThere("f-wal"))
        }
    }

    @Test func `a log has no more room than the disk, and what fits counts`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try StillLogTests()
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
            let test = try StillLogTests()
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

    @Test(arguments: [false, true])
    func `what somebody else has left in the log stays`(isBegunAnew: Bool) throws {
        let file = try make("f")
        let log = StillLog()
        let shared = try writer(file)
        // What begins anew ends before the end that the log had.
        for number in 0...(isBegunAnew ? 1 : 0) {
            try write(shared, file, log) { try insert("shared \(number)", $0) }
        }
        let before = try bytes("f-wal")
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        shell.setCheckpointOnClose(false)
        // SQLite looks for a log when it first reads.
        #expect(try names(shell).contains("shared 0"))
        if isBegunAnew { #expect(try shell.checkpoint(.restart).isComplete) }
        try insert("shell's", shell)
        shell.close()
        // The length does not tell.
        let after = try bytes("f-wal")
        #expect(after.count == before.count && after != before)
        #expect((salts(after) != salts(before)) == isBegunAnew)
        #expect(file.whileAlone(with: log) { true } == nil)
        #expect(!log.empty(of: file))
        log.settle()
        #expect(try found(bytes("f"), bytes("f-wal")).contains("shell's"))
    }

    @Test func `a log that was there before is left to SQLite`() throws {
        let file = try make("f")
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        shell.setCheckpointOnClose(false)
        try insert("shell's", shell)
        shell.close()
        let before = try bytes("f-wal")
        #expect(before.count > 0)
        #expect(file.whileAlone(with: StillLog()) { true } == nil)
        #expect(!StillLog().empty(of: file))
        StillLog().settle()
        #expect(try bytes("f-wal") == before)
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
            // It does not stay as long as a large one made it.
            #expect(small.count <= 32 + StillLog.mostPages * 4_120)
            #expect(large.count > 4 * StillLog.mostPages * 4_096)
            #expect(try found(before, large).count == 40 + round * 20_001)
            #expect(try found(bytes("f"), nil).count == 40 + round * 20_001)
        }
    }
}
