import Foundation
import Testing

@testable import SQLite

/// Transactions of a connection that writes to one file after the other.
struct StillWriteTests: PeopleFiles {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `several files are written to in turn, each its own`() throws {
        let files = try (0..<5).map { try make("f\($0)", people: $0 * 30) }
        let logs = files.map { _ in StillLog() }
        var models = try (0..<5).map { try found(bytes("f\($0)"), nil) }
        let writers = try (0..<2).map { _ in
            try writer(files[0])
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
        let shared = try writer(file)
        let before = try bytes("f")
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try write(shared, file, log) { connection in
                for number in 0..<500 { try insert("gone \(number)", connection) }
                throw Failure()
            }
        }
        #expect(try bytes("f") == before && !log.isOurs)
        try write(shared, file, log) { connection in
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
        let shared = try writer(file)
        let before = try bytes("f")
        try FileManager.default.createDirectory(
            atPath: folder.file("f-wal"), withIntermediateDirectories: false)
        for _ in 0..<2 {
            let error = #expect(throws: SQLiteError.self) {
                try write(shared, file, log, alone: { _ in Issue.record("was applied") }) {
                    connection in try insert("refused", connection)
                }
            }
            #expect(error?.code.primary == .cannotOpen)
        }
        #expect(try bytes("f") == before && !log.isOurs && log.isUsable)
        try FileManager.default.removeItem(atPath: folder.file("f-wal"))
        let other = try writer(file)
        try write(other, file, log) { try insert("taken", $0) }
        #expect(try found(bytes("f"), bytes("f-wal")).contains("taken"))
    }

    @Test func `within one use nothing is taken after a failure`() throws {
        let file = try make("f")
        let log = StillLog()
        let shared = try writer(file)
        let blocked = folder.file("f-wal")
        try FileManager.default.createDirectory(
            atPath: blocked, withIntermediateDirectories: false)
        try shared.write(file, log: log, alone: { _ in Issue.record("was applied") }) {
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

    @Test func `nobody writes while a shell has the file open`() throws {
        let (file, log) = (try make("f"), StillLog())
        #expect(file.whileAlone(with: log) { true } == true)
        let shell = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try names(shell).count == 40)
        #expect(file.whileAlone(with: log) { true } == nil)
        shell.close()
        let isRefused = file.whileAlone(with: log) {
            #expect(throws: SQLiteError.self) {
                let shell = try Connection(path: folder.file("f"), access: .readWrite)
                _ = try names(shell)
            }
        }
        #expect(isRefused != nil)
        #expect(file.whileAlone(with: log) { true } == true)
    }

    @Test func `nothing deleted stays in the file`() throws {
        let file = try make("f", people: 0)
        let log = StillLog()
        let shared = try writer(file)
        var live: [String] = []
        var gone: [String] = []
        for turn in 0..<400 {
            try write(shared, file, log) { connection in
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

    @Test func `a transaction that changes nothing writes nothing`() throws {
        let file = try make("f")
        let log = StillLog()
        let before = try bytes("f")
        try write(try writer(file), file, log, alone: { _ in Issue.record("was applied") }) {
            #expect(try names($0).count == 40)
            try $0.run("DELETE FROM person WHERE name = 'nobody'")
        }
        #expect(try bytes("f") == before && !log.isOurs && !isThere("f-wal"))
    }
}
