import Foundation
import Glibc
import Testing

@testable import SQLite

/// A log that stays beside a file that is closed, void and marked: who finds it, and goes on with it.
struct KeptLogTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func kept(_ size: Int = Int(VoidLog.keptBytes)) -> Data {
        Data(VoidLog.mark) + Data(count: size - VoidLog.mark.count)
    }

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
        try writer.execute("PRAGMA synchronous = OFF")
        let frame = 24 + 4_096
        let most = (Int(VoidLog.mostBytesAtClose) - 32) / frame
        let pages = (try bytes("f-wal").count - 32) / frame
        // Transactions of one page.
        for page in pages..<most + (isTooLong ? 1 : 0) {
            try writer.execute("PRAGMA user_version = \(page)")
        }
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

    // Who finds it

    private func find(_ content: [UInt8]?) throws -> VoidLog.Found? {
        let name = UUID().uuidString
        try content.map { try Data($0).write(to: URL(filePath: folder.file(name))) }
        return VoidLog.Found(at: folder.file(name))
    }

    @Test func `nothing, zeros, and what is marked are void`() throws {
        #expect(try #require(try find(nil)).sizeBytes == 0)
        for count in [0, 1, 15, 16, 17, 32, 65_535, 65_536, 65_537, 200_000] {
            let zeros = [UInt8](repeating: 0, count: count)
            let found = try #require(try find(zeros))
            #expect(found.sizeBytes == count && !found.isMarked)
            let marked = try #require(try find(VoidLog.mark + zeros))
            #expect(marked.sizeBytes == VoidLog.mark.count + count && marked.isMarked)
        }
    }

    @Test func `any other byte anywhere is found`() throws {
        for count in [1, 16, 17, 40, 65_536, 65_537, 100_000] {
            for place in [0, count / 2, count - 1] {
                var bytes = [UInt8](repeating: 0, count: count)
                bytes[place] = 1
                #expect(try find(bytes) == nil, "\(place) of \(count)")
                // Whoever goes on with one that is marked overwrites its header first.
                let isFound = try find(VoidLog.mark + bytes) == nil
                #expect(isFound == (place < 32 - VoidLog.mark.count), "\(place) of \(count)")
            }
        }
        // A part of the mark is none, nor is one that stands elsewhere.
        #expect(try find(VoidLog.mark.dropLast() + [0]) == nil)
        #expect(try find([0] + VoidLog.mark) == nil)
    }

    @Test func `what is no file of its own is not read`() throws {
        #expect(VoidLog.Found(at: folder.file(".")) == nil)
        let made = unsafe mkfifo(folder.file("pipe"), 0o600)
        #expect(made == 0)
        #expect(VoidLog.Found(at: folder.file("pipe")) == nil)
        let linked = unsafe symlink(folder.file("nothing"), folder.file("link"))
        #expect(linked == 0)
        #expect(VoidLog.Found(at: folder.file("link")) == nil)
    }

    // Shared writers

    @Test(arguments: [1, 3]) func `a settled log is gone on with by the next process`(
        transactions: Int
    ) throws {
        var file = try make("g", people: 0)
        var model: Set<String> = []
        for round in 0..<3 {
            let log = StillLog()
            #expect(log.isHeld(by: file.path) && !log.isOurs)
            let before = round == 0 ? nil : try bytes("g-wal")
            let shared = try writer(file)
            for number in 0..<transactions {
                try write(shared, file, log) { try insert("\(round) \(number)", $0) }
                model.insert("\(round) \(number)")
                #expect(log.isOurs && log.isHeld(by: file.path))
            }
            if let before {
                #expect(before == kept(before.count))
                #expect(try bytes("g-wal").count >= before.count)
            }
            #expect(try found(bytes("g"), bytes("g-wal")) == model)
            log.settle()
            #expect(!log.isOurs && log.isHeld(by: file.path))
            #expect(try bytes("g-wal") == kept(bytes("g-wal").count))
            #expect(try found(bytes("g"), bytes("g-wal")) == model)
            file = try #require(StillFile(path: file.path))
        }
        // In the same process, too.
        let log = StillLog()
        let shared = try writer(file)
        #expect(log.isHeld(by: file.path))
        for _ in 0..<2 {
            try write(shared, file, log) { try insert(UUID().uuidString, $0) }
            log.settle()
        }
        #expect(try found(bytes("g"), bytes("g-wal")).count == model.count + 2)
    }

    @Test(arguments: [false, true])
    func `a log that a shell knows is left to it`(isClosedFirst: Bool) throws {
        let file = try make("g")
        let log = StillLog()
        let shared = try writer(file)
        for number in 0..<3 { try write(shared, file, log) { try insert("more \(number)", $0) } }
        let before = try bytes("g-wal")
        let model = Set((0..<40).map { "g \($0)" } + (0..<3).map { "more \($0)" })
        let shell = try Connection(path: folder.file("g"), access: .readWrite)
        #expect(try names(shell) == model)
        // Zeros would be moved into the file, for the shell does not look at checksums again.
        log.settle()
        #expect(try bytes("g-wal") == before)
        #expect(!log.isHeld(by: file.path) && !StillLog().isHeld(by: file.path))
        if isClosedFirst { shell.close() }
        let own = try Connection(path: folder.file("g"), access: .readWrite, scrubs: true)
        try insert("own", own)
        own.closeKeepingLog()
        shell.close()
        #expect(
            try found(bytes("g"), isThere("g-wal") ? bytes("g-wal") : nil) == model.union(["own"]))
    }

    @Test(arguments: [false, true]) func `zeros are marked at the next stop`(isKilled: Bool) throws
    {
        let file = try make("g", people: 0)
        var log = StillLog()
        let shared = try writer(file)
        try write(shared, file, log) { try insert("first", $0) }
        #expect(log.isUnsettled)
        #expect(file.whileAlone(with: log) { log.empty(of: file) } == true)
        let size = try bytes("g-wal").count
        #expect(try bytes("g-wal") == Data(count: size))
        if isKilled {
            log = StillLog()
            #expect(!log.isUnsettled && log.isHeld(by: file.path))
        }
        #expect(log.isUnsettled)
        log.settle()
        #expect(try bytes("g-wal") == kept(size) && !log.isUnsettled)
        try write(shared, file, log) { try insert("second", $0) }
        #expect(try found(bytes("g"), bytes("g-wal")) == ["first", "second"])
        // Nor is there anything to be done where nothing was written since.
        log.settle()
        let next = StillLog()
        #expect(next.isHeld(by: file.path) && !next.isUnsettled)
    }

    @Test func `what stands behind a mark is overwritten when nothing is to stand there`() throws {
        let file = try make("g", people: 0)
        let shared = try writer(file)
        let first = StillLog()
        try write(shared, file, first) { try insert("first", $0) }
        let written = try bytes("g-wal")
        first.settle()
        // As the end of the machine may leave it.
        try (bytes("g-wal").prefix(512) + written.dropFirst(512))
            .write(to: URL(filePath: folder.file("g-wal")))
        let log = StillLog()
        #expect(log.isHeld(by: file.path))
        #expect(file.whileAlone(with: log) { log.empty(of: file) } == true)
        #expect(try bytes("g-wal") == Data(count: written.count))
        #expect(log.isHeld(by: file.path))
        log.settle()
        #expect(try bytes("g-wal") == kept(written.count))
    }

    @Test func `one that somebody else has begun is not gone on with`() throws {
        let file = try make("g")
        let log = StillLog()
        let shared = try writer(file)
        try write(shared, file, log) { try insert("first", $0) }
        log.settle()
        let shell = try Connection(path: folder.file("g"), access: .readWrite)
        shell.setCheckpointOnClose(false)
        try insert("shell's", shell)
        shell.close()
        #expect(!log.isHeld(by: file.path))
        #expect(!StillLog().isHeld(by: file.path))
        #expect(file.whileAlone(with: log) { true } == nil)
        #expect(try found(bytes("g"), bytes("g-wal")).isSuperset(of: ["first", "shell's"]))
    }

    @Test func `one that is gone is begun anew`() throws {
        let file = try make("g", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        try write(shared, file, log) { try insert("first", $0) }
        log.settle()
        try FileManager.default.removeItem(atPath: folder.file("g-wal"))
        #expect(log.isHeld(by: file.path))
        try write(shared, file, log) { try insert("second", $0) }
        #expect(try found(bytes("g"), bytes("g-wal")) == ["first", "second"])
    }

    @Test func `one that a large transaction made long is cut, not kept`() throws {
        let file = try make("g", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        try write(shared, file, log) { connection in
            for number in 0..<20_000 { try insert("person \(number)", connection) }
        }
        #expect(try bytes("g-wal").count > VoidLog.mostBytes)
        log.settle()
        #expect(try bytes("g-wal").isEmpty && log.isHeld(by: file.path))
        #expect(try found(bytes("g"), nil).count == 20_000)
        try write(shared, file, log) { try insert("more", $0) }
        #expect(try found(bytes("g"), bytes("g-wal")).count == 20_001)
    }
}
