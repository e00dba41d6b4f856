import Foundation
import Testing

@testable import SQLite

/// The log of a file that is written to now and then: what SQLite itself finds in the file and the log, whenever
/// the process or the machine ends.
struct StillLogTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

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
        #expect(StillLog.isVoid(beside: folder.file("f")))
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
            #expect(!log.isOurs && log.isUsable && !isThere("f-wal"))
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
}
