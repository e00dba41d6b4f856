internal import SQLite
internal import Synchronization

/// The connections that read all shops' files which nobody changes, one after the other.
///
/// They have parsed the schema and prepared the statements once for all shops: only files whose schema is
/// the first's to the byte are read here (``SchemaPages``).
final class StillReaders: Sendable {
    private struct State {
        var idle: [Connection] = []
        var schema: SchemaPages?
    }

    private let most: Int
    private let state = Mutex(State())

    /// Keeps as many connections as there are threads that read.
    init(most: Int) { self.most = most }

    /// The file, if it is of the newest schema and can be read here.
    func file(_ path: String) -> StillFile? {
        guard let file = StillFile(path: path) else { return nil }
        let canBeRead = state.withLock { state in
            if let schema = state.schema { return schema.areThose(of: file) }
            guard let schema = SchemaPages(of: file),
                schema.userVersion == ShopSchema.migrations.count,
                schema.applicationID == ShopSchema.applicationID
            else { return false }
            state.schema = schema
            return true
        }
        return canBeRead ? file : nil
    }

    /// Runs `body` with a connection that reads a file.
    func read<R>(_ file: StillFile, _ body: (Connection) throws -> R) throws -> R {
        let connection =
            try state.withLock { $0.idle.popLast() }
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
    func close() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for connection in idle { connection.close() }
    }

    private func giveBack(_ connection: Connection) throws {
        try connection.point(at: nil)
        let isKept = state.withLock { state in
            guard state.idle.count < most else { return false }
            state.idle.append(connection)
            return true
        }
        if !isKept { connection.close() }
    }
}
