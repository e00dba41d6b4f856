import Foundation
import Testing

@testable import SQLite

/// Transactions of a connection that writes to one file after the other: what SQLite itself finds in the
/// file and its log, whenever the process or the machine ends.
struct StillWriteTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let schema = """
        CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX person_name ON person(name);
        """

    private func make(_ name: String, people: Int = 40) throws -> StillFile {
        let connection = try Connection(path: folder.file(name), access: .create, scrubs: true)
        try connection.execute("PRAGMA journal_mode = WAL; " + Self.schema)
        for number in 0..<people { try insert("\(name) \(number)", connection) }
        _ = try connection.checkpoint(.truncate)
        connection.close()
        return try #require(StillFile(path: folder.file(name)))
    }

    private func insert(_ name: String, _ connection: Connection) throws {
        try connection.run("INSERT INTO person(name) VALUES (?1)", .text(name))
    }

    private func names(_ connection: Connection) throws -> Set<String> {
        var rows = try connection.query("SELECT name FROM person")
        var names: Set<String> = []
        while try rows.step() { names.insert(rows.text(0)) }
        return names
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: folder.file(name)))
    }

    /// What a connection that knows nothing of all this finds in a file of these bytes with such a log.
    private func found(_ file: Data, _ log: Data?) throws -> Set<String> {
        let name = "crash-\(UUID().uuidString)"
        try file.write(to: URL(filePath: folder.file(name)))
        try log?.write(to: URL(filePath: folder.file(name + "-wal")))
        let connection = try Connection(path: folder.file(name), access: .readWrite)
        defer { connection.close() }
        #expect(try connection.pragma("integrity_check") == "ok")
        return try names(connection)
    }

    private func write<R>(
        _ connection: Connection, _ file: StillFile, _ log: StillLog,
        alone: @escaping (() -> Bool) -> Void = { apply in
            let isWhole = apply()
            #expect(isWhole)
        },
        _ body: (Connection) throws -> R
    ) throws -> R {
        try connection.write(file, log: log, alone: alone) { connection in
            try connection.write { (inner: Connection) in try body(inner) }
        }
    }

    /// The log's salts: others each time it is begun.
    private func salts(_ log: Data) -> Data { log.subdata(in: 16..<24) }

    @Test func `SQLite finds every commit in the log, whatever of it is in the file`() throws {
        let file = try make("f")
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        let reader = try Connection.switching(beginningWith: file, cacheKiB: 400)
        var model = Set((0..<40).map { "f \($0)" })
        var synced = try bytes("f")
        let first = synced.count
        var begun: Data?
        var restarts = 0
        var generator = SystemRandomNumberGenerator()
        for turn in 0..<60 {
            let before = try bytes("f")
            try write(writer, file, log) { connection in
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
        try log.settle()
        #expect(!FileManager.default.fileExists(atPath: folder.file("f-wal")))
        #expect(try found(bytes("f"), nil) == model)
    }

    @Test func `a log that was cut or damaged gives a state that was committed`() throws {
        let file = try make("f")
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        let before = try bytes("f")
        var states = [try found(before, nil)]
        for turn in 0..<6 {
            try write(writer, file, log) { connection in
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

    @Test func `several files are written to in turn, each its own`() throws {
        let files = try (0..<5).map { try make("f\($0)", people: $0 * 30) }
        let logs = files.map { _ in StillLog() }
        var models = try (0..<5).map { try found(bytes("f\($0)"), nil) }
        let writers = try (0..<2).map { _ in
            try Connection.switching(beginningWith: files[0], cacheKiB: 400, writes: true)
        }
        for turn in 0..<300 {
            let chosen = Int.random(in: 0..<5)
            try write(writers[turn % 2], files[chosen], logs[chosen]) { connection in
                #expect(try names(connection) == models[chosen])
                try insert("turn \(turn)", connection)
                models[chosen].insert("turn \(turn)")
                if let gone = models[chosen].randomElement(), turn % 3 == 0 {
                    try connection.run("DELETE FROM person WHERE name = ?1", .text(gone))
                    models[chosen].remove(gone)
                }
            }
        }
        for (index, model) in models.enumerated() {
            #expect(try found(bytes("f\(index)"), bytes("f\(index)-wal")) == model)
        }
    }

    @Test func `what is rolled back reaches neither the file nor the log`() throws {
        let file = try make("f")
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        let before = try bytes("f")
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try write(writer, file, log) { connection in
                for number in 0..<500 { try insert("gone \(number)", connection) }
                throw Failure()
            }
        }
        #expect(try bytes("f") == before && !log.isOurs)
        try write(writer, file, log) { connection in
            try connection.savepoint()
            try insert("undone", connection)
            try connection.rollbackToSavepoint()
            try connection.release()
            try insert("done", connection)
        }
        #expect(try found(before, bytes("f-wal")).contains("done"))
        #expect(try bytes("f").range(of: Data("undone".utf8)) == nil)
    }

    @Test func `a transaction that cannot be put in the log is refused and leaves all as it was`()
        throws
    {
        let file = try make("f")
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        let before = try bytes("f")
        try FileManager.default.createDirectory(
            atPath: folder.file("f-wal"), withIntermediateDirectories: false)
        for _ in 0..<2 {
            let error = #expect(throws: SQLiteError.self) {
                try write(writer, file, log, alone: { _ in Issue.record("was applied") }) {
                    connection in try insert("refused", connection)
                }
            }
            #expect(error?.code.primary == .cannotOpen)
        }
        #expect(try bytes("f") == before && !log.isOurs && log.isUsable)
        try FileManager.default.removeItem(atPath: folder.file("f-wal"))
        let other = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        try write(other, file, log) { try insert("taken", $0) }
        #expect(try found(bytes("f"), bytes("f-wal")).contains("taken"))
    }

    @Test func `within one use nothing is taken after a failure`() throws {
        let file = try make("f")
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        let blocked = folder.file("f-wal")
        try FileManager.default.createDirectory(
            atPath: blocked, withIntermediateDirectories: false)
        try writer.write(file, log: log, alone: { _ in Issue.record("was applied") }) {
            connection in
            #expect(throws: SQLiteError.self) {
                try connection.write { (inner: Connection) in try insert("first", inner) }
            }
            try FileManager.default.removeItem(atPath: blocked)
            #expect(throws: SQLiteError.self) {
                try connection.write { (inner: Connection) in try insert("second", inner) }
            }
        }
        #expect(try found(bytes("f"), nil).isDisjoint(with: ["first", "second"]))
    }

    @Test func `SQLite goes on with the log, and the file with SQLite's`() throws {
        var model: Set<String> = []
        _ = try make("f", people: 0)
        for round in 0..<4 {
            let file = try #require(StillFile(path: folder.file("f")))
            let log = StillLog()
            let shared = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
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

    @Test func `a log is begun anew before it has more than its most pages, and not earlier`()
        throws
    {
        let file = try make("f", people: 0)
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        var (last, lastPages, restarts) = (Data(), 0, 0)
        for turn in 0..<60 {
            try write(writer, file, log) { try insert("turn \(turn)", $0) }
            let now = try bytes("f-wal")
            let pages = (now.count - 32) / 4_120
            #expect(now.count == 32 + pages * 4_120 && pages <= StillLog.mostPages)
            if turn > 0, salts(now) != salts(last) {
                restarts += 1
                #expect(lastPages + pages > StillLog.mostPages)
            } else {
                #expect(now.prefix(last.count) == last)
            }
            (last, lastPages) = (now, pages)
        }
        #expect(restarts > 1)
    }

    @Test func `nobody writes while a shell has the file open`() throws {
        let file = try make("f")
        #expect(file.whileAlone { true } == true)
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try names(shell).count == 40)
        #expect(file.whileAlone { true } == nil)
        shell.close()
        let isRefused = file.whileAlone {
            #expect(throws: SQLiteError.self) {
                let shell = try Connection(path: folder.file("f"), access: .readWrite)
                _ = try names(shell)
            }
        }
        #expect(isRefused != nil)
        #expect(file.whileAlone { true } == true)
    }

    @Test func `a log whose file is gone, or that is gone itself, is settled`() throws {
        for missing in ["f", "f-wal"] {
            let file = try make("f")
            let log = StillLog()
            let writer = try Connection.switching(
                beginningWith: file, cacheKiB: 400, writes: true)
            try write(writer, file, log) { try insert("more", $0) }
            try FileManager.default.removeItem(atPath: folder.file(missing))
            try log.settle()
            #expect(!log.isOurs && log.isUsable)
            for name in ["f", "f-wal"] {
                try? FileManager.default.removeItem(atPath: folder.file(name))
            }
        }
    }

    @Test func `a log that somebody else has moved into the file is begun anew`() throws {
        let file = try make("f", people: 0)
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        for turn in 0..<6 {
            let before = try bytes("f")
            try write(writer, file, log) { try insert("turn \(turn)", $0) }
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
            #expect(!FileManager.default.fileExists(atPath: folder.file("f-wal")))
        }
    }

    @Test func `nothing deleted stays in the file`() throws {
        let file = try make("f", people: 0)
        let log = StillLog()
        let writer = try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
        var live: [String] = []
        var gone: [String] = []
        for turn in 0..<400 {
            try write(writer, file, log) { connection in
                let name = "secret-\(UInt64.random(in: 0 ... .max))-\(turn)"
                try insert(name, connection)
                live.append(name)
                if turn % 2 == 1 {
                    let name = live.remove(at: .random(in: 0..<live.count))
                    try connection.run("DELETE FROM person WHERE name = ?1", .text(name))
                    gone.append(name)
                }
            }
        }
        let bytes = try bytes("f")
        for name in gone { #expect(bytes.range(of: Data(name.utf8)) == nil) }
        for name in live { #expect(bytes.range(of: Data(name.utf8)) != nil) }
    }
}
