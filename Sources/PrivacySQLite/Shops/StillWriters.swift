internal import SQLite

/// The connections that write to shops which are seldom written to, one after the other, as
/// ``StillReaders`` read them.
///
/// To open a connection for one click, and to close it again, costs ten times what the click does.
final class StillWriters: Sendable {
    /// How many are kept: they have a schema and statements each, and wait for the disk most of the time.
    private static let most = 4
    /// What a transaction changes has to be held until its commit; most change some four pages.
    private static let cacheKiB = 400

    private let connections = ConnectionPool(most: most)

    /// Runs `body` with a connection that commits to a file; see ``Connection/write(_:log:alone:_:)``.
    ///
    /// - Parameter isDone: Whether all that `body` wanted was done: else the connection is not trusted with
    ///   another shop.
    func write<R>(
        _ file: StillFile, log: StillLog, alone: @escaping (_ apply: () -> Bool) -> Void,
        isDone: (R) -> Bool, _ body: (Connection) throws -> R
    ) throws -> R {
        let connection =
            try connections.take()
            ?? Connection.switching(
                beginningWith: file, cacheKiB: Self.cacheKiB, writes: true)
        do {
            let result = try connection.write(file, log: log, alone: alone, body)
            if isDone(result) { connections.giveBack(connection) } else { connection.close() }
            return result
        } catch {
            connection.close()
            throw error
        }
    }

    /// Closes all of them.
    func close() { connections.close() }
}
