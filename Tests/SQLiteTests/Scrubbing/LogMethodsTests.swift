import CSQLite
import Foundation
import Glibc
import Testing

@testable import SQLite

/// What SQLite writes to a log with methods of ours, as somebody finds it who knows nothing of them.
struct LogMethodsTests: PeopleFiles {
    let folder: TemporaryFolder
    private let writer: Connection

    init() throws {
        folder = try TemporaryFolder()
        writer = try Self.writer(in: folder)
    }

    @Test(arguments: [true, false])
    func `a page that is written twice in a transaction is there as it was last`(syncs: Bool) throws
    {
        // What does not fit the cache goes into the log, and is changed there by what comes next: then what stands
        // before each page since is written anew, without its page.
        if !syncs { try writer.execute("PRAGMA synchronous = NORMAL") }
        try writer.execute("PRAGMA cache_size = 4")
        var names = model()
        for round in 0..<3 {
            try writer.write { (writer: Connection) in
                for number in 0..<200 {
                    let name = "\(round) \(number) " + String(repeating: "x", count: 400)
                    try insert(name, writer)
                    names.insert(name)
                }
                try writer.execute("UPDATE person SET name = name || 'y' WHERE id % 7 = 0")
                try writer.execute("UPDATE person SET name = rtrim(name, 'y') WHERE id % 7 = 0")
            }
            #expect(try found(bytes("f"), bytes("f-wal")) == names)
        }
        // And rolled back.
        try writer.begin(.immediate)
        for number in 0..<200 { try insert("undone \(number)", writer) }
        writer.rollback()
        try insert("last", writer)
        #expect(try found(bytes("f"), bytes("f-wal")) == names.union(["last"]))
    }

    @Test func `whatever of the first transaction in a blank log is on the disk, it counts or not`()
        throws
    {
        #expect(try writer.voidLog().isComplete && writer.overwriteVoidLog())
        let file = try bytes("f")
        try insert("first", writer)
        let log = try bytes("f-wal")
        var seen: Set<Set<String>> = []
        for turn in 0..<60 {
            var some = log
            for sector in stride(from: 0, to: log.count, by: 512)
            where turn > 0 && Int.random(in: 0..<(turn.isMultiple(of: 2) ? 2 : 40)) == 0 {
                some.resetBytes(in: sector..<min(sector + 512, log.count))
            }
            seen.insert(try found(file, some))
        }
        #expect(seen == [model(), model().union(["first"])])
    }

    @Test func `a log that somebody else has begun since it was overwritten is begun anew`() throws
    {
        #expect(try writer.voidLog().isComplete && writer.overwriteVoidLog())
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        try insert("shell's", shell)
        #expect(try shell.checkpoint(.restart).isComplete)
        try insert("own", writer)
        #expect(try found(bytes("f"), bytes("f-wal")) == model().union(["shell's", "own"]))
        #expect(try names(shell) == model().union(["shell's", "own"]))
    }

    @Test func `all is overwritten until it is known that zeros are on the disk`() throws {
        /// Makes the log longer by a hole, and says whether it is there after the log was overwritten.
        func keepsHole(_ size: off_t) throws -> Bool {
            var before = stat()
            var after = stat()
            let path = folder.file("f-wal")
            #expect(try writer.voidLog().isComplete)
            #expect(unsafe truncate(path, size) == 0 && stat(path, &before) == 0)
            #expect(try writer.overwriteVoidLog())
            #expect(unsafe stat(path, &after) == 0 && after.st_size == size)
            return after.st_blocks == before.st_blocks
        }
        #expect(try !keepsHole(200_000))
        #expect(try keepsHole(300_000))
        // As a sync that fails leaves it.
        unsafe try writer.perform(on: .writeAheadLog) { file, _ in
            unsafe LogMethods.state(of: file)?.pointee.areZerosSynced = false
            return SQLITE_OK
        }
        #expect(try !keepsHole(400_000))
        #expect(try keepsHole(500_000))
    }

    @Test func `how much was written is known, also of a log that is begun anew`() throws {
        let one = Int64(try bytes("f-wal").count)
        #expect(try writer.logBytes == one)
        try insert("more", writer)
        let more = try writer.logBytes
        #expect(try more > one && more == Int64(bytes("f-wal").count))
        #expect(try writer.checkpoint(.passive).isComplete)
        // All of it is in the file: it is begun anew.
        try insert("third", writer)
        #expect(try writer.logBytes < more)
        #expect(try Int64(bytes("f-wal").count) == more)
        #expect(try writer.voidLog().isComplete && writer.overwriteVoidLog())
        try insert("fourth", writer)
        #expect(try 32..<more ~= writer.logBytes)
        let other = try Connection(path: folder.file("f"), access: .readWrite)
        try insert("other's", other)
        #expect(try other.logBytes == 0)
    }

    @Test func `what SQLite puts behind it stands as it should`() {
        #expect(LogMethods.bytesBehindFile.isMultiple(of: 8))
        #expect(Int(LogMethods.bytesBehindFile) >= MemoryLayout<LogMethods.State>.size)
    }
}
