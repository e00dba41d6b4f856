import Foundation
import Testing

@testable import SQLite

/// A log of shared writers that stays beside the file, void and marked, when the process ends: who goes on with it.
struct SettledLogTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

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

    @Test func `one that a large transaction made very long is cut, not kept`() throws {
        for isTooLong in [false, true] {
            let name = isTooLong ? "g" : "h"
            let file = try make(name, people: 0)
            let log = StillLog(mostBytes: 3 << 20)
            let shared = try writer(file)
            let rows = isTooLong ? 600 : 300
            try write(shared, file, log) { connection in
                for number in 0..<rows {
                    try insert("\(number)" + String(repeating: "x", count: 3_900), connection)
                }
            }
            #expect(try (bytes(name + "-wal").count > 3 << 20) == isTooLong)
            log.settle()
            #expect(try bytes(name + "-wal").isEmpty == isTooLong && log.isHeld(by: file.path))
            #expect(try found(bytes(name), nil).count == rows)
            try write(shared, file, log) { try insert("more", $0) }
            #expect(try found(bytes(name), bytes(name + "-wal")).count == rows + 1)
        }
    }
}
