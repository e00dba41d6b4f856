import CSQLite

/// A log that was emptied without being cut: only the cut is not SQLite's own.
///
/// A log that is cut gives its blocks back to the file system and gets others with the commits that follow, of which
/// each then has to bring the file's new length to the disk as well; and what stood in a block that was given back
/// stays on the disk. So the header of a log is overwritten instead. Without one nothing counts of
/// what follows it, and whoever opens the database takes the log for empty; what follows is overwritten next
/// (``Connection/overwriteVoidLog()``).
///
/// See <https://www.sqlite.org/fileformat2.html#wal_file_format>, `Docs/decisions/0020-logs-are-overwritten.md`.
enum VoidLog {
    /// The longest log that is overwritten; a longer one is cut.
    ///
    /// A log is moved into the file before it has 8 MB, and before it has 64 where much is brought in, unless a long read
    /// is in the way.
    static let mostBytes: Int64 = 128 << 20
    /// How much of one that was overwritten keeps its blocks.
    static let mostBytesLeft: Int64 = 512 << 10

    /// Overwrites the header of a log that is open, or cuts one that is longer.
    static func void(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Int32 {
        let header = [UInt8](repeating: 0, count: WriteAheadLogPages.headerBytes)
        var length: Int64 = 0
        guard unsafe methods.xFileSize(file, &length) == SQLITE_OK,
            (Int64(header.count)...mostBytes).contains(length)
        else { return unsafe methods.xTruncate(file, 0) }
        return unsafe header.withUnsafeBytes { bytes in
            unsafe methods.xWrite(file, bytes.baseAddress, Int32(bytes.count), 0)
        }
    }
}
