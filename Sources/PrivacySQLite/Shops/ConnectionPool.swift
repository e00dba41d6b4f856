internal import SQLite
internal import Synchronization

/// Connections that nobody uses, kept for who comes next.
final class ConnectionPool: Sendable {
    private let most: Int
    private let idle = Mutex<[Connection]>([])

    /// Keeps so many.
    init(most: Int) { self.most = most }

    /// Takes the one that was used last; nil: there is none.
    func take() -> Connection? { idle.withLock { $0.popLast() } }

    /// Keeps a connection, or closes it when there are enough; false: it is closed.
    @discardableResult
    func giveBack(_ connection: Connection) -> Bool {
        let isKept = idle.withLock { idle in
            guard idle.count < most else { return false }
            idle.append(connection)
            return true
        }
        if !isKept { connection.close() }
        return isKept
    }

    /// Takes all of them, to be closed.
    func takeAll() -> [Connection] {
        idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
    }

    /// Closes all of them.
    func close() {
        for connection in takeAll() { connection.close() }
    }
}
