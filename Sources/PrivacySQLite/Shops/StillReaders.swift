internal import SQLite
internal import Synchronization

/// The connections that read all shops' files which nobody changes, one after the other.
///
/// They have parsed the schema and prepared the statements once for all shops: only files whose schema is
/// the first's to the byte are read here (``SchemaPages``).
final class StillReaders: Sendable {
    private let connections: ConnectionPool
    private let schema = Mutex<SchemaPages?>(nil)

    /// Keeps as many connections as there are threads that read.
    init(most: Int) { connections = ConnectionPool(most: most) }

    /// The file, if it is of the newest schema and can be read here.
    func file(_ path: String) -> StillFile? {
        guard let file = StillFile(path: path) else { return nil }
        let canBeRead = schema.withLock { first in
            if let first { return first.areThose(of: file) }
            guard let schema = SchemaPages(of: file),
                schema.userVersion == ShopSchema.migrations.count,
                schema.applicationID == ShopSchema.applicationID
            else { return false }
            first = schema
            return true
        }
        return canBeRead ? file : nil
    }

    /// Runs `body` with a connection that reads a file.
    func read<R>(_ file: StillFile, _ body: (Connection) throws -> R) throws -> R {
        let connection =
            try connections.take()
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

    /// Closes all of them.
    func close() { connections.close() }

    private func giveBack(_ connection: Connection) throws {
        try connection.point(at: nil)
        connections.giveBack(connection)
    }
}
