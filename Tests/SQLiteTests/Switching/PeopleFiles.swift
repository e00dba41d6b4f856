import Foundation
import Testing

@testable import SQLite

/// Tests of files with people, in a folder of their own.
protocol PeopleFiles {
    var folder: TemporaryFolder { get }
}

extension PeopleFiles {
    static var schema: String {
        """
        CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX person_name ON person(name);
        """
    }

    /// A file of so many people, in whose log nothing stands.
    func make(_ name: String, people: Int = 40, schema: String = Self.schema) throws -> StillFile {
        let connection = try Connection(path: folder.file(name), access: .create, scrubs: true)
        try connection.execute("PRAGMA journal_mode = WAL; " + schema)
        for number in 0..<people { try insert("\(name) \(number)", connection) }
        _ = try connection.checkpoint(.truncate)
        connection.close()
        return try #require(StillFile(path: folder.file(name)))
    }

    /// A connection that scrubs to a new file "f" of so many people, in whose log all of them stand.
    static func writer(in folder: TemporaryFolder, people: Int = 5) throws -> Connection {
        let writer = try Connection(path: folder.file("f"), access: .create, scrubs: true)
        try writer.execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; \(schema)")
        for number in 0..<people {
            try writer.run("INSERT INTO person(name) VALUES (?1)", .text("f \(number)"))
        }
        return writer
    }

    /// A log that is void and marked.
    func kept(_ size: Int = Int(VoidLog.keptBytes)) -> Data {
        Data(VoidLog.mark) + Data(count: size - VoidLog.mark.count)
    }

    /// Who they are.
    func model(_ people: Int = 5) -> Set<String> { Set((0..<people).map { "f \($0)" }) }

    func insert(_ name: String, _ connection: Connection) throws {
        try connection.run("INSERT INTO person(name) VALUES (?1)", .text(name))
    }

    func names(_ connection: Connection) throws -> Set<String> {
        var rows = try connection.query("SELECT name FROM person")
        var names: Set<String> = []
        while try rows.step() { names.insert(rows.text(0)) }
        return names
    }

    /// A connection that writes, and is pointed at a file first.
    func writer(_ file: StillFile) throws -> Connection {
        try Connection.switching(beginningWith: file, cacheKiB: 400, writes: true)
    }

    /// Commits a transaction with such a connection.
    func write<R>(
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

    func bytes(_ name: String) throws -> Data {
        // Foundation leaks a page for a file that is empty.
        if fileStatus(folder.file(name))?.sizeBytes == 0 { return Data() }
        return try Data(contentsOf: URL(filePath: folder.file(name)))
    }

    func isThere(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.file(name))
    }

    /// What a connection that knows nothing of all this finds in a file of these bytes with such a log.
    func found(_ file: Data, _ log: Data?) throws -> Set<String> {
        let name = "crash-\(UUID().uuidString)"
        try file.write(to: URL(filePath: folder.file(name)))
        try log?.write(to: URL(filePath: folder.file(name + "-wal")))
        let connection = try Connection(path: folder.file(name), access: .readWrite)
        defer { connection.close() }
        #expect(try connection.pragma("integrity_check") == "ok")
        return try names(connection)
    }

    /// The log's salts: others each time it is begun.
    func salts(_ log: Data) -> Data { log.subdata(in: 16..<24) }

    /// How many pages stand in the log; behind them there are zeros, or those of an older one.
    func pages(_ log: Data) -> Int {
        let frames = stride(from: 32, to: log.count, by: 4_120)
        return frames.prefix { log.subdata(in: $0 + 8..<$0 + 16) == salts(log) }.count
    }
}
