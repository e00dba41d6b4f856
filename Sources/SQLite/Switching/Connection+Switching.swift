import CSQLite

/// Connections whose file is another from time to time (``SwitchingVFS``).
extension Connection {
    /// A connection that reads one ``StillFile`` after the other, and is pointed at the first.
    ///
    /// It reads the schema at once, so a file that is no database is refused by now.
    ///
    /// - Parameter writes: Whether it also writes: see ``write(_:log:alone:_:)``.
    public static func switching(
        beginningWith file: StillFile, cacheKiB: Int, writes: Bool = false
    ) throws(SQLiteError) -> Connection {
        guard SwitchingVFS.registration == SQLITE_OK else {
            throw SQLiteError(
                code: ResultCode(rawValue: SwitchingVFS.registration),
                message: "The VFS that switches cannot be made from this library's default VFS")
        }
        let connection = try Connection(under: SwitchingVFS.name, writes: writes)
        try connection.point(at: file)
        try connection.keepPages(kiB: cacheKiB)
        // The size only turns the mapping on: what is mapped is the file's own.
        try connection.execute(
            """
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = \(Int64(1) << 40);
            """)
        guard writes else {
            try connection.execute("PRAGMA query_only = ON")
            return connection
        }
        // Pages are handed over with the commit alone, each once.
        try connection.execute(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL; PRAGMA cache_spill = OFF")
        try connection.prepareScrubbing()
        return connection
    }

    /// Has a connection that ``switching(beginningWith:cacheKiB:writes:)`` made read another file from now
    /// on; nil: none, so that the last one can be closed.
    ///
    /// No transaction may be open. The file must have the same schema in the same pages as those before
    /// (``SchemaPages``), and has to live until the connection is pointed elsewhere.
    public func point(at file: StillFile?) throws(SQLiteError) {
        try point(at: file, writing: nil)
    }

    /// Runs `body`, which may commit transactions to the file with this connection, one of those that
    /// write; afterwards it is pointed at none.
    ///
    /// What is committed is on the disk, in the log; it is in the file too, if that could be written. After
    /// any failure the connection is to be closed.
    ///
    /// - Parameters:
    ///   - log: The file's log.
    ///   - alone: Runs its argument while nobody reads the file. That returns false when the file does not
    ///     hold what is in the log: from then on it must not be read but by SQLite with its log.
    public func write<R>(
        _ file: StillFile, log: StillLog, alone: @escaping (_ apply: () -> Bool) -> Void,
        _ body: (Connection) throws -> R
    ) throws -> R {
        let write = StillWrite(file: file, log: log, alone: alone)
        return try withExtendedLifetime(write) {
            defer {
                rollback()
                try? point(at: nil)
            }
            try point(at: file, writing: write)
            return try body(self)
        }
    }

    /// The pages that this ``write(_:log:alone:_:)`` has brought into the file so far; nil: the file may not hold all
    /// of them.
    public func writtenPages() throws(SQLiteError) -> PageSet? {
        unsafe try switchingHandle().pointee.write?.takeUnretainedValue().written
    }

    /// Empties the log of the file that is written to, on the disk too; false: something may stand in the log.
    ///
    /// To be called when no transaction is open.
    public func emptyLog() throws(SQLiteError) -> Bool {
        unsafe try switchingHandle().pointee.write?.takeUnretainedValue().emptyLog() ?? false
    }

    private func switchingHandle()
        throws(SQLiteError) -> UnsafeMutablePointer<SwitchingVFS.Handle>
    {
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        try check(
            unsafe sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &pointer))
        guard let handle = unsafe SwitchingVFS.handle(pointer) else {
            throw SQLiteError(code: .misuse, message: "The connection has no file")
        }
        return unsafe handle
    }

    private func point(at file: StillFile?, writing write: StillWrite?) throws(SQLiteError) {
        precondition(!isInTransaction, "A transaction is open.")
        let handle = unsafe try switchingHandle()
        unsafe handle.pointee.write = write.map { unsafe Unmanaged.passUnretained($0) }
        guard let file else {
            unsafe handle.pointee.file = nil
            return
        }
        if file.number != lastStillFile {
            // Whatever was read of another file goes, before anything of this one is.
            try check(unsafe sqlite3_file_control(database, "main", SQLITE_FCNTL_RESET_CACHE, nil))
            unsafe handle.pointee.isNew = true
            lastStillFile = file.number
        }
        unsafe handle.pointee.file = Unmanaged.passUnretained(file)
    }
}
