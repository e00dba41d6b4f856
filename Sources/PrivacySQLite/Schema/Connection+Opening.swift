internal import SQLite

extension Connection {
    /// The memory that a connection's page cache may take, in KiB; see ``ShopResources/cacheKiB``.
    static let cacheKiB = 2_000

    /// How much of a file a connection maps: all of the largest there may be, 64 GB.
    static let mappedBytes: Int64 = 64 << 30

    /// A log of so many bytes is moved into the file once those who wait for its last change were answered.
    static let usualLogBytes: Int64 = 4 << 20

    /// From so many pages on, 6 MB, it is moved with a commit: one of a turn that makes many.
    static let mostLogPages = 1_500

    /// The one connection of a file that writes and checkpoints, and that leaves nothing of what
    /// was deleted in the pages it writes.
    ///
    /// It too reads what it does not change from the mapped file: who a visitor is, for a click.
    /// `synchronous=FULL`: a commit that returned survives the loss of power.
    /// `secure_delete`: deleted content is overwritten with zeros. `temp_store=MEMORY`: no copy in
    /// the system's temporary folder. See <https://www.sqlite.org/pragma.html>.
    static func writer(path: String, cacheKiB: Int = cacheKiB) throws -> Connection {
        let connection = try Connection(path: path, access: .create, scrubs: true)
        try connection.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA temp_store = MEMORY;
            """)
        try connection.moveLog(fromPages: mostLogPages)
        try connection.keepPages(kiB: cacheKiB)
        try connection.mapFile(bytes: mappedBytes)
        return connection
    }

    /// Sets from how many pages on each commit moves the log into the file, as far as no read is in the way.
    func moveLog(fromPages pages: Int) throws {
        try execute("PRAGMA wal_autocheckpoint = \(pages)")
    }

    /// Sets whether a commit is on disk when it returns; else it is after the next checkpoint.
    func setSyncsCommits(_ syncs: Bool) throws {
        try execute(syncs ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
    }

    /// A connection that only reads and never checkpoints: with SQLite before 3.51.3 two
    /// connections that checkpoint at once can lose commits.
    ///
    /// - Parameter isStill: Whether nobody changes the file meanwhile, and its log is empty: then nothing
    ///   has to be written to read it.
    static func reader(
        path: String, cacheKiB: Int = cacheKiB, isStill: Bool = false
    ) throws -> Connection {
        let connection = try Connection(path: path, access: isStill ? .still : .readWrite)
        connection.setCheckpointOnClose(false)
        try connection.execute(
            """
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA query_only = ON;
            PRAGMA temp_store = MEMORY;
            """)
        try connection.keepPages(kiB: cacheKiB)
        try connection.mapFile(bytes: mappedBytes)
        return connection
    }
}
