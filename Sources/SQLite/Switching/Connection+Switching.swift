import CSQLite

extension Connection {
    /// A connection that reads one ``StillFile`` after the other, and is pointed at the first.
    ///
    /// It reads the schema at once, so a file that is no database is refused by now.
    public static func switching(
        beginningWith file: StillFile, cacheKiB: Int
    ) throws(SQLiteError) -> Connection {
        guard SwitchingVFS.registration == SQLITE_OK else {
            throw SQLiteError(
                code: ResultCode(rawValue: SwitchingVFS.registration),
                message: "The VFS that switches cannot be made from this library's default VFS")
        }
        let connection = try Connection(readingUnder: SwitchingVFS.name)
        try connection.point(at: file)
        // The size only turns the mapping on: what is mapped is the file's own.
        try connection.execute(
            """
            PRAGMA query_only = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -\(cacheKiB);
            PRAGMA mmap_size = \(Int64(1) << 40);
            """)
        return connection
    }

    /// Has a connection that ``switching(cacheKiB:)`` made read another file from now on; nil: none, so
    /// that the last one can be closed.
    ///
    /// No transaction may be open. The file must have the same schema in the same pages as those before
    /// (``SchemaPages``), and has to live until the connection is pointed elsewhere.
    public func point(at file: StillFile?) throws(SQLiteError) {
        precondition(!isInTransaction, "A transaction is open.")
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        try check(
            unsafe sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &pointer))
        guard let pointer = unsafe pointer else {
            throw SQLiteError(code: .misuse, message: "The connection has no file")
        }
        let handle = unsafe UnsafeMutableRawPointer(pointer)
            .assumingMemoryBound(to: SwitchingVFS.Handle.self)
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
