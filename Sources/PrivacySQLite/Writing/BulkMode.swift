internal import SQLite
internal import Synchronization

/// While much is brought in, a shop's writer keeps more pages and moves them into the file less often:
/// the rows of a large feed fall on a shop's indexes at random.
///
/// A feed of 1,300,000 records took 118 s without it, a third of that for reading and writing the same
/// pages again and again.
final class BulkMode: Sendable {
    /// So many changes in one job make it one that brings in much.
    static let leastChanges = 256
    /// The page cache of a writer then, in KiB.
    private static let cacheKiB = 32_000
    /// The pages of the log after which they are moved: 64 MB, which a forget may have to wait for.
    private static let logPages = 16_000
    /// How long after the last such job it is over.
    private static let patience = Duration.seconds(2)

    private let lastUse = Mutex<ContinuousClock.Instant?>(nil)

    /// Notes that much is being brought in; on the writer's thread.
    func begin(_ writer: Connection) throws {
        lastUse.withLock { $0 = .now }
        // Each time: the writer may be another by now, or back to what serves calls best.
        try Self.set(writer, cacheKiB: Self.cacheKiB, logPages: Self.logPages)
    }

    /// Whether much is being brought in.
    var isOn: Bool { lastUse.withLock { $0 != nil } }

    /// Whether nothing was brought in for a while.
    func isOver(at now: ContinuousClock.Instant) -> Bool {
        lastUse.withLock { last in last.map { now > $0 + Self.patience } ?? false }
    }

    /// Back to what serves calls best; on the writer's thread.
    ///
    /// - Parameter overwritesLog: Sees to the log that is left; false: that has to be tried again, so it is not over yet.
    func end(_ writer: Connection, _ overwritesLog: () throws -> Bool) throws {
        try Self.set(writer, cacheKiB: Connection.cacheKiB, logPages: Connection.mostLogPages)
        writer.releaseMemory()
        if try overwritesLog() { lastUse.withLock { $0 = nil } }
    }

    private static func set(_ writer: Connection, cacheKiB: Int, logPages: Int) throws {
        try writer.keepPages(kiB: cacheKiB)
        try writer.moveLog(fromPages: logPages)
    }
}
