import Glibc
internal import SQLite
internal import Synchronization

/// Connections that nobody uses, kept for who comes next.
///
/// A thread is given the one that it used last, whose memory its processor still holds (a call takes some
/// hundredths less).
final class ConnectionPool: Sendable {
    private struct Idle {
        let connection: Connection
        /// Who used it last.
        let thread = pthread_self()
    }

    private let most: Int
    private let idle = Mutex<[Idle]>([])

    /// Keeps so many.
    init(most: Int) { self.most = most }

    /// Takes the one that this thread used last, or else anybody; nil: there is none.
    func take() -> Connection? {
        let thread = pthread_self()
        return idle.withLock { idle in
            let own = idle.lastIndex { $0.thread == thread }
            return (own ?? idle.indices.last).map { idle.remove(at: $0).connection }
        }
    }

    /// Keeps a connection, or closes it when there are enough; false: it is closed.
    @discardableResult
    func giveBack(_ connection: Connection) -> Bool {
        let isKept = idle.withLock { idle in
            guard idle.count < most else { return false }
            idle.append(Idle(connection: connection))
            return true
        }
        if !isKept { connection.close() }
        return isKept
    }

    /// Does something with each, while nobody takes one.
    func forEachIdle(_ body: (Connection) -> Void) {
        idle.withLock { idle in for one in idle { body(one.connection) } }
    }

    /// Takes all of them, to be closed.
    func takeAll() -> [Connection] {
        idle.withLock { idle in
            defer { idle = [] }
            return idle.map(\.connection)
        }
    }

    /// Closes all of them.
    func close() {
        for connection in takeAll() { connection.close() }
    }
}
