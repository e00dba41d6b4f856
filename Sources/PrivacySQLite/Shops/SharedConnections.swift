internal import SQLite
internal import Synchronization

/// The connections that read and write files of one schema which nobody has opened for himself, one file
/// after the other.
///
/// They have parsed the schema and prepared the statements once for all: only files whose schema is the
/// first's to the byte are read here (``SchemaPages``). To open a connection for one click, and to close it
/// again, costs ten times what the click does.
final class SharedConnections: Sendable {
    /// How many that write are kept: they wait for the disk most of the time.
    private static let mostWriters = 4
    /// What a transaction changes has to be held until its commit; most change some four pages.
    private static let writersCacheKiB = 400

    private let version: Int
    private let applicationID: Int64
    private let readers: ConnectionPool
    private let writers = ConnectionPool(most: mostWriters)
    private let schema = Mutex<SchemaPages?>(nil)

    /// - Parameters:
    ///   - version: How many migrations the files have had.
    ///   - applicationID: Whose files they are.
    ///   - readers: How many that read are kept: as many as there are threads that do.
    init(version: Int, applicationID: Int64, readers: Int) {
        self.version = version
        self.applicationID = applicationID
        self.readers = ConnectionPool(most: readers)
    }

    /// The file, if it is of the newest schema and can be read here.
    func file(_ path: String) -> StillFile? {
        guard let file = StillFile(path: path) else { return nil }
        let canBeRead = schema.withLock { first in
            if let first { return first.areThose(of: file) }
            guard let schema = SchemaPages(of: file), schema.userVersion == version,
                schema.applicationID == applicationID
            else { return false }
            first = schema
            return true
        }
        return canBeRead ? file : nil
    }

    /// Runs `body` in a read transaction of a file.
    func read<R>(_ file: StillFile, _ body: (Connection) throws -> R) throws -> R {
        let connection =
            try readers.take()
            ?? Connection.switching(beginningWith: file, cacheKiB: Connection.cacheKiB)
        do {
            try connection.point(at: file)
            try connection.begin(.deferred)
            let result = try body(connection)
            try connection.commit()
            try giveBack(connection)
            return result
        } catch {
            connection.rollback()
            // After what SQLite refused the connection is not trusted with another shop.
            if error is SQLiteError { connection.close() } else { try giveBack(connection) }
            throw error
        }
    }

    /// Runs `body` with a connection that commits to a file; see ``Connection/write(_:log:alone:_:)``.
    ///
    /// - Parameter isDone: Whether all that `body` wanted was done: else the connection is not trusted with
    ///   another shop.
    func write<R>(
        _ file: StillFile, log: StillLog, alone: @escaping (_ apply: () -> Bool) -> Void,
        isDone: (R) -> Bool = { _ in true }, _ body: (Connection) throws -> R
    ) throws -> R {
        let connection =
            try writers.take()
            ?? Connection.switching(
                beginningWith: file, cacheKiB: Self.writersCacheKiB, writes: true)
        do {
            let result = try connection.write(file, log: log, alone: alone, body)
            if isDone(result) { writers.giveBack(connection) } else { connection.close() }
            return result
        } catch {
            connection.close()
            throw error
        }
    }

    /// Closes all of them.
    func close() {
        readers.close()
        writers.close()
    }

    private func giveBack(_ connection: Connection) throws {
        try connection.point(at: nil)
        readers.giveBack(connection)
    }
}
