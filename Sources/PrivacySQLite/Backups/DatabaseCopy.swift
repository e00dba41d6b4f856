internal import Privacy
internal import SQLite

/// A file that becomes a copy of a database while that goes on being written to.
///
/// It is written without waiting for the disk: whatever happens to it before it is packed, it is made
/// anew. Its journal, of a file that was empty, has nothing in it; to do without one is not allowed
/// to a defensive connection (<https://www.sqlite.org/c3ref/c_dbconfig_defensive.html>). Its
/// connection scrubs, so that the gaps of pages bring nothing deleted along.
///
/// As long as it is not whole, it is a part of the source's connection: to be stepped and given up,
/// also after a failure, by whoever has that.
final class DatabaseCopy {
    /// Pages that were copied and are changed again have to be read and written again; more memory
    /// would only put the writing off until the last step.
    private static let cacheKiB = 256
    /// How often a copy may have to begin again: each time a transaction that had changed something
    /// is rolled back whole, which happens when a disk is full or a shop's file was vacuumed.
    private static let maximumRestarts = 100

    /// Where the file is.
    let path: String
    private let target: Connection
    private let pageBytes: Int64
    private var backup: Backup
    private var copiedPages = 0
    private var restarts = 0
    private var isClosed = false

    /// Makes the file; refuses a name that is taken.
    init(of source: Connection, at path: String) throws {
        self.path = path
        _ = try OpenFile(creating: path)
        target = try Connection(path: path, access: .readWrite, scrubs: true)
        try target.execute(
            """
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            PRAGMA locking_mode = EXCLUSIVE;
            """)
        try target.keepPages(kiB: Self.cacheKiB)
        pageBytes = try source.pragma("page_size").flatMap { Int64($0) } ?? 0
        backup = try Backup(from: source, to: target)
    }

    /// How many bytes are copied, and how many there are.
    private(set) var progress: (done: Int64, total: Int64) = (0, 0)

    /// Copies so many pages; true once the copy is whole and nothing ties it to the source any more.
    func step(pages: Int32) throws -> Bool {
        let isWhole = try backup.step(pages: pages)
        let now = backup.progress
        let copied = now.totalPages - now.remainingPages
        progress = (Int64(copied) * pageBytes, Int64(now.totalPages) * pageBytes)
        if isWhole {
            try backup.finish()
        } else if copied <= copiedPages {
            restarts += 1
            guard restarts <= Self.maximumRestarts else { throw Self.unsteady }
        }
        copiedPages = copied
        return isWhole
    }

    /// Makes the whole copy a file that holds no more than it says, and closes it.
    ///
    /// Free pages can hold what the source rolled back; all of them are read.
    ///
    /// - Parameter body: Reads what is to be known of the copy.
    func close<R>(_ body: (Connection) throws -> R) throws -> R {
        defer { giveUp() }
        _ = try target.zeroFreePages()
        return try body(target)
    }

    /// Closes the copy as it is; of one that is not whole the file stays as long as it is, to be overwritten.
    func giveUp() {
        guard !isClosed else { return }
        isClosed = true
        try? target.keepFileLength()
        try? backup.finish()
        target.close()
    }

    private static let unsteady = PrivacyError(
        .unavailable, "The shop's file could not be copied, so often was its writer thrown back.")
}
