import CSQLite

/// A virtual file system that is the default one, save that no old content reaches the file.
///
/// `secure_delete` overwrites a deleted row, but not the copy of it that a page split or merge left
/// in the unallocated gap of a page. All pages come to the database file through `xWrite`, with a
/// write-ahead log at a checkpoint, and there the gaps are zeroed (``ScrubbingMethods``): once the
/// log is empty, nothing deleted is left in the file.
///
/// The log, the journal and temporary files are written as they are, and so is an attached database
/// that has `auto_vacuum`; the log can be emptied without being cut (``VoidLog``), and stays when the database is closed
/// (``Connection/closeKeepingLog()``). Every connection that may write or checkpoint a file is to be opened with
/// this VFS; its locks are the default's, so others may read with that.
///
/// What is a b-tree page shows in its first byte. An overflow page and a freelist's trunk begin with
/// a page number, whose first byte is 0 as long as the file has no more than ``maximumPages``.
///
/// See <https://www.sqlite.org/vfs.html>, <https://www.sqlite.org/fileformat2.html>, and for what
/// was measured `Docs/decisions/0005-scrubbing-vfs.md`.
@safe enum ScrubbingVFS {
    /// The name under which SQLite knows it.
    static let name = "oblio-scrub"

    /// The pages a file may have so that the first byte of every page number in it is 0.
    ///
    /// With pages of 4 kB that is a file of 64 GB.
    static let maximumPages = 0xFF_FFFF

    /// Registers it, if that was not done before.
    static func register() throws(SQLiteError) {
        guard registration != SQLITE_OK else { return }
        throw SQLiteError(
            code: ResultCode(rawValue: registration),
            message: "The VFS that scrubs cannot be made from this library's default VFS")
    }

    /// SQLite's result code, of the one time it was done.
    private static let registration = unsafe DefaultVFS.register(name) { copy in
        unsafe copy.szOsFile += LogMethods.bytesBehindFile
        unsafe copy.xOpen = { _, path, file, flags, outFlags in
            if flags & SQLITE_OPEN_WAL != 0 {
                return unsafe DefaultVFS.open(path, file, flags, outFlags, kind: SQLITE_OPEN_WAL) {
                    unsafe LogMethods.adopt($0, $1)
                }
            }
            return unsafe DefaultVFS.open(path, file, flags, outFlags) {
                unsafe ScrubbingVFS.adopt($0, $1)
            }
        }
        unsafe copy.xDelete = { _, path, syncsFolder in
            if let path = unsafe path, VoidLog.isKept(unsafe String(cString: path)) {
                return SQLITE_OK
            }
            return unsafe DefaultVFS.delete(path, syncsFolder)
        }
    }

    private static func adopt(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> Int32 {
        if unsafe hasPointerMap(file, methods.pointee) { return SQLITE_OK }
        guard unsafe ScrubbingMethods.adopt(file, methods) else {
            _ = unsafe methods.pointee.xClose(file)
            unsafe file.pointee.pMethods = nil
            return SQLITE_CANTOPEN
        }
        return SQLITE_OK
    }

    /// Whether the file says so itself; a new one, which cannot be read yet, does not.
    private static func hasPointerMap(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Bool {
        var bytes = [UInt8](repeating: 0, count: DatabaseHeader.sizeBytes)
        let result = unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe methods.xRead(file, bytes.baseAddress, Int32(bytes.count), 0)
        }
        return result == SQLITE_OK && DatabaseHeader(bytes.span)?.hasPointerMap == true
    }
}
