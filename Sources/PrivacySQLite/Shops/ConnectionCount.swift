internal import Synchronization

/// How many connections are open: to the files of one shop, and so to those of all.
final class ConnectionCount: Sendable {
    private let all: ConnectionCount?
    private let open = Atomic<Int>(0)

    /// - Parameter all: Where they are counted as well.
    init(of all: ConnectionCount? = nil) { self.all = all }

    /// How many there are.
    var now: Int { open.load(ordering: .relaxed) }

    /// Notes that some were opened or, below zero, closed.
    func add(_ connections: Int) {
        open.add(connections, ordering: .relaxed)
        all?.add(connections)
    }
}
