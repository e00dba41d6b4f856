internal import SQLite
internal import Synchronization

/// What reads one shop's file.
///
/// Until much is written, all that was is in the file, which nobody changes while somebody reads: it is read
/// *still*, by connections that read other shops' files as well (``SharedConnections``). Before a writer's
/// connection writes all reads end that would not see it; from then on the shop has connections of its own.
final class ShopReaders: Sendable {
    private struct State {
        var idle: [Connection] = []
        var still: StillFile?
        /// The same once it is read otherwise: it outlives the connections of its own.
        var retired: StillFile?
        var stillReads = 0
    }

    private let path: String
    private let most: Int
    private let resources: ShopResources
    private let count: ConnectionCount
    private let state: Mutex<State>
    private let drained = Semaphore()

    /// - Parameters:
    ///   - still: The file, if nobody changes it.
    ///   - most: How many connections are kept.
    init(
        path: String, still: StillFile?, most: Int, resources: ShopResources,
        count: ConnectionCount
    ) {
        self.path = path
        self.most = most
        self.resources = resources
        self.count = count
        state = Mutex(State(still: still))
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        let (still, kept) = state.withLock { state in
            if state.still != nil { state.stillReads += 1 }
            return (state.still, state.idle.popLast())
        }
        if let still {
            defer { endStillRead() }
            return try resources.shared.read(still, body)
        }
        let reader = try kept ?? open()
        defer { giveBack(reader) }
        try reader.begin(.deferred)
        do {
            let result = try body(reader)
            try reader.commit()
            return result
        } catch {
            reader.rollback()
            throw error
        }
    }

    /// The file, as long as it is read still.
    var still: StillFile? { state.withLock { $0.still } }

    /// Has reads from now on see what is written, and returns once none is running that does not.
    ///
    /// To be called when the writer's connection is open, and before it writes: who opens a connection while
    /// the first does would be told that the log is being looked at. Blocks for as long as a read takes.
    func expectWrites() {
        let (still, running) = state.withLock { state in
            defer { state.still = nil }
            if let still = state.still { state.retired = still }
            return (state.still, state.stillReads)
        }
        if still != nil, running > 0 { drained.wait() }
    }

    /// Closes the connections; nobody may read now.
    ///
    /// - Parameter isLast: Whether no other connection is open: then the last sees to the log.
    func close(isLast: Bool) {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        if isLast { idle.last?.setCheckpointOnClose(true) }
        for reader in idle { close(reader) }
    }

    /// Closes the file that was read still, after every connection to it.
    func closeFile() {
        state.withLock { state in (state.still, state.retired) = (nil, nil) }
    }

    private func open() throws -> Connection {
        let reader = try Connection.reader(path: path)
        count.add(1)
        return reader
    }

    private func close(_ reader: Connection) {
        reader.close()
        count.add(-1)
    }

    private func giveBack(_ reader: Connection) {
        let isKept = state.withLock { state in
            guard state.idle.count < most else { return false }
            state.idle.append(reader)
            return true
        }
        if !isKept { close(reader) }
    }

    private func endStillRead() {
        let isDrained = state.withLock { state in
            state.stillReads -= 1
            return state.still == nil && state.stillReads == 0
        }
        if isDrained { drained.signal() }
    }
}
