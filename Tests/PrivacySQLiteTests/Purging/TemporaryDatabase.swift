import Foundation
import SQLite
import Testing

@testable import PrivacySQLite

/// A database in a folder of its own, removed with the object.
final class TemporaryDatabase {
    let connection: Connection
    let pageSizeBytes: Int
    private let path: String

    init(pageSizeBytes: Int, scrubs: Bool) throws {
        self.pageSizeBytes = pageSizeBytes
        let folder = "/tmp/oblio-look-\(UInt64.random(in: .min ... .max))"
        path = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        connection = try Connection(path: folder + "/test.db", access: .create, scrubs: scrubs)
        try connection.execute(
            """
            PRAGMA page_size = \(pageSizeBytes); PRAGMA journal_mode = WAL;
            PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = \(scrubs ? "ON" : "OFF");
            CREATE TABLE people (email TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
            CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT, body TEXT);
            CREATE INDEX notes_by_email ON notes (email);
            """)
    }

    deinit {
        connection.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    func truncateLog() throws {
        #expect(try connection.checkpoint(.truncate).isComplete)
        connection.releaseMemory()
    }

    func page(_ number: UInt32) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: pageSizeBytes)
        var span = bytes.mutableSpan
        let offset = Int64(number - 1) * Int64(pageSizeBytes)
        #expect(try connection.readFile(.main, at: offset, into: &span) == pageSizeBytes)
        return bytes
    }

    /// Writes into the file beside SQLite, which nobody reads or writes meanwhile.
    func plant(_ bytes: [UInt8], on page: UInt32, at offset: Int) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path + "/test.db"))
        try file.seek(toOffset: UInt64(Int(page - 1) * pageSizeBytes + offset))
        try file.write(contentsOf: bytes)
        try file.close()
    }

    /// The pages in the frames of the log, with their numbers.
    func frames() throws -> [(number: UInt32, page: [UInt8])] {
        let frame = 24 + pageSizeBytes
        let size = Int(try connection.sizeBytes(of: .writeAheadLog))
        return try stride(from: 32, to: size, by: frame).map { offset in
            var bytes = [UInt8](repeating: 0, count: frame)
            var span = bytes.mutableSpan
            _ = try connection.readFile(.writeAheadLog, at: Int64(offset), into: &span)
            let number = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return (number, Array(bytes.dropFirst(24)))
        }
    }
}
