import Foundation
import Testing

@testable import SQLite

/// A log that a connection leaves beside the file, void and marked, when it is closed.
struct KeptLogTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `it is short, marked, and all that is left beside the file`() throws {
        let writer = try Self.writer(in: folder, people: 30)
        #expect(try bytes("f-wal").count > VoidLog.keptBytes)
        writer.closeKeepingLog()
        #expect(try bytes("f-wal") == kept())
        #expect(!isThere("f-shm"))
        #expect(try found(bytes("f"), bytes("f-wal")) == model(30))
        #expect(try found(bytes("f"), nil) == model(30))
    }

    @Test func `one that is shorter is as long as it was`() throws {
        let writer = try Self.writer(in: folder, people: 0)
        let count = try bytes("f-wal").count
        #expect(count < VoidLog.keptBytes)
        writer.closeKeepingLog()
        #expect(try bytes("f-wal") == kept(count))
    }

    @Test(arguments: [false, true]) func `one that is very long is removed`(isTooLong: Bool) throws
    {
        let writer = try Self.writer(in: folder)
        // What stands behind the last transaction counts for nobody.
        let log = try FileHandle(forWritingTo: URL(filePath: folder.file("f-wal")))
        try log.truncate(atOffset: UInt64(VoidLog.mostBytes) + (isTooLong ? 1 : 0))
        try log.close()
        writer.closeKeepingLog()
        #expect(isThere("f-wal") != isTooLong && !isThere("f-shm"))
        if !isTooLong { #expect(try bytes("f-wal") == kept()) }
        #expect(try found(bytes("f"), nil) == model())
    }

    @Test func `SQLite goes on with it, and removes it as any other`() throws {
        try Self.writer(in: folder).closeKeepingLog()
        for round in 1...3 {
            let shell = try Connection(path: folder.file("f"), access: .readWrite)
            try insert("shell's \(round)", shell)
            #expect(try names(shell).count == 5 + round)
            shell.close()
            #expect(!isThere("f-wal"))
            let own = try Connection(path: folder.file("f"), access: .readWrite, scrubs: true)
            #expect(try names(own).count == 5 + round)
            own.closeKeepingLog()
            // Nothing was written, so there was none to be kept.
            #expect(!isThere("f-wal"))
        }
    }

    @Test func `what was not written to is kept again`() throws {
        try Self.writer(in: folder).closeKeepingLog()
        let before = try bytes("f-wal")
        for _ in 0..<2 {
            let own = try Connection(path: folder.file("f"), access: .readWrite, scrubs: true)
            #expect(try names(own) == model())
            own.closeKeepingLog()
            #expect(try bytes("f-wal") == before)
        }
        // Also by who does not ask for it.
        let own = try Connection(path: folder.file("f"), access: .readWrite, scrubs: true)
        #expect(try names(own) == model())
        own.close()
        #expect(try bytes("f-wal") == before)
    }

    @Test func `somebody else who has the file open goes on with it`() throws {
        let writer = try Self.writer(in: folder)
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try names(shell) == model())
        writer.closeKeepingLog()
        #expect(try bytes("f-wal").starts(with: VoidLog.mark))
        try insert("shell's", shell)
        #expect(try found(bytes("f"), bytes("f-wal")) == model().union(["shell's"]))
        shell.close()
        #expect(!isThere("f-wal"))
        #expect(try found(bytes("f"), nil) == model().union(["shell's"]))
    }

    @Test(arguments: [false, true])
    func `somebody else who is in the way is not overwritten`(writes: Bool) throws {
        let writer = try Self.writer(in: folder)
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        if writes {
            try shell.begin(.immediate)
            try insert("shell's", shell)
        } else {
            try shell.begin(.deferred)
        }
        let before = try names(shell)
        let log = try bytes("f-wal")
        writer.closeKeepingLog()
        #expect(try !bytes("f-wal").starts(with: VoidLog.mark))
        #expect(try bytes("f-wal") == log)
        #expect(try names(shell) == before)
        try shell.commit()
        #expect(try found(bytes("f"), bytes("f-wal")) == before)
    }
}
