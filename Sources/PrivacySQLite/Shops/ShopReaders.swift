internal import SQLite
internal import Synchronization

/// What reads one shop's file.
///
/// Until much is written, all that was is in the file, which nobody changes while somebody reads: it is read
/// *still*, by connections that read other shops' files as well (``SharedConnections``). Before a writer's
/// connection writes all reads end that would not see it; from then on the shop has connections of its own.
final class ShopReaders: Sendable {
    private struct State {
        /// The file that is or was read still: it outlives the connections of its own.
        var file: StillFile?
        var isStill: Bool
        var stillReads = 0

        var still: StillFile? { isStill ? file : nil }
    }

    private let path: String
    private let resources: ShopResources
    private let own: ConnectionPool
    private let count: ConnectionCount
    private let state: Mutex<State>
    private let drained = Semaphore()

    /// - Parameters:
    ///   - still: The file, if nobody changes it.
    ///   - resources: What it shares with other shops.
    ///   - count: Where its connections are counted.
    init(path: String, still: StillFile?, resources: ShopResources, count: ConnectionCount) {
        self.path = path
        self.resources = resources
        own = ConnectionPool(most: resources.readersKept)
        self.count = count
        state = Mutex(State(file: still, isStill: still != nil))
    }

    /// Runs `body` in one read transaction: everything it sees is of one moment.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        let still = state.withLock { state in
            if state.isStill { state.stillReads += 1 }
            return state.still
        }
        if let still {
            defer { endStillRead() }
            return try resources.shared.read(still, body)
        }
        let reader = try own.take() ?? open()
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
        let running = state.withLock { state in
            defer { state.isStill = false }
            return state.isStill ? state.stillReads : 0
        }
        if running > 0 { drained.wait() }
    }

    /// Closes the connections; nobody may read now.
    ///
    /// - Parameter isLast: Whether no other connection is open: then the last sees to the log.
    func close(isLast: Bool) {
        let idle = own.takeAll()
        if isLast { idle.last?.setCheckpointOnClose(true) }
        for reader in idle {
            reader.close()
            count.add(-1)
        }
    }

    /// Closes the file that was read still, after every connection to it.
    func closeFile() {
        state.withLock { state in (state.file, state.isStill) = (nil, false) }
    }

    private func open() throws -> Connection {
        let reader = try Connection.reader(path: path)
        count.add(1)
        return reader
    }

    /// Has those that nobody uses keep no more pages than they may.
    func keepPages() {
        own.forEachIdle { try? $0.keepPages(kiB: resources.cacheKiB) }
    }

    private func giveBack(_ reader: Connection) {
        try? reader.keepPages(kiB: resources.cacheKiB)
        if !own.giveBack(reader) { count.add(-1) }
    }

    private func endStillRead() {
        let isDrained = state.withLock { state in
            state.stillReads -= 1
            return !state.isStill && state.stillReads == 0
        }
        if isDrained { drained.signal() }
    }
}
