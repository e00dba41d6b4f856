import Foundation
import Testing

@testable import SQLite

struct SerializeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `what stands in the write-ahead log is serialized too`() throws {
        let source = try source()
        #expect(try source.sizeBytes(of: .writeAheadLog) > 0)
        let copy = try open(source.serialize(maximumBytes: 1 << 20))
        #expect(try copy.isWhole)
        #expect(try texts(copy) == ["first", "second"])
        #expect(try copy.pragma("journal_mode") == "wal")
    }

    @Test func `an open read transaction decides what is serialized`() throws {
        let source = try source()
        let writer = try Connection(path: folder.file("source.db"), access: .readWrite)
        try source.read { source in
            #expect(try texts(source).count == 2)
            try writer.run("INSERT INTO t VALUES ('third')")
            #expect(try texts(open(source.serialize(maximumBytes: 1 << 20))).count == 2)
        }
    }

    @Test func `nothing that was deleted is serialized`() throws {
        let experiment = try ErasureExperiment(.init(releasesMemory: false))
        try experiment.run()
        let bytes = try experiment.writer.serialize(maximumBytes: 1 << 30)
        let found = SubjectMarker.found(in: bytes[...])
        #expect(!experiment.forgotten.isEmpty && !found.isEmpty)
        #expect(found.isDisjoint(with: experiment.forgotten))
        #expect(try open(bytes).isWhole)
    }

    @Test func `a database that is too large is refused`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try source().serialize(maximumBytes: 4096)
        }
        #expect(error.code == .tooBig)
    }

    @Test func `a database without a page has no bytes`() throws {
        let empty = try Connection(path: folder.file("empty.db"), access: .create)
        #expect(try empty.serialize(maximumBytes: 0) == [])
    }

    @Test func `what is no database is refused`() throws {
        let path = folder.file("other")
        try Data(repeating: 7, count: 9000).write(to: URL(filePath: path))
        let error = try #require(throws: SQLiteError.self) {
            try Connection(path: path, access: .readOnly).serialize(maximumBytes: 1 << 20)
        }
        #expect(error.code == .notADatabase)
    }

    private func source() throws -> Connection {
        let source = try Connection(path: folder.file("source.db"), access: .create, scrubs: true)
        try source.execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE t (a TEXT);
            INSERT INTO t VALUES ('first');
            """)
        _ = try source.checkpoint(.truncate)
        try source.run("INSERT INTO t VALUES ('second')")
        return source
    }

    private func open(_ bytes: [UInt8]) throws -> Connection {
        let path = folder.file(UUID().uuidString)
        try Data(bytes).write(to: URL(filePath: path))
        return try Connection(path: path, access: .readWrite)
    }

    private func texts(_ connection: Connection) throws -> [String] {
        var rows = try connection.query("SELECT a FROM t ORDER BY rowid")
        var texts: [String] = []
        while try rows.step() { texts.append(rows.text(0)) }
        return texts
    }
}
