import CSQLite

/// A write-ahead log that was emptied without being cut: only the cut is not SQLite's own.
///
/// A log that is cut gives its blocks back to the file system and gets others with the commits that follow, of which
/// each then has to bring the file's new length to the disk as well; and what stood in a block that was given back
/// stays on the disk. So the header of a log that is not long is overwritten instead. Without one nothing counts of
/// what follows it, and whoever opens the database takes the log for empty; what follows is overwritten next
/// (``Connection/overwriteVoidLog()``).
///
/// See <https://www.sqlite.org/fileformat2.html#wal_file_format>, `Docs/decisions/0020-logs-are-overwritten.md`.
enum VoidLog {
    /// The longest log that is not cut.
    static let mostBytes: Int64 = 512 << 10

    /// What the log of a connection is to become where SQLite cuts it; it stands behind SQLite's own data of the file.
    enum Wish {
        case cut, void
    }

    /// The room for that, such that what SQLite puts behind it stands as it should.
    static let bytesBehindFile = Int32(MemoryLayout<UInt64>.stride)

    private static let replacement = MethodReplacement { methods in
        unsafe methods.xTruncate = { file, size in unsafe VoidLog.truncate(file, size) }
    }

    /// A log of other methods than the first is cut, as SQLite does by itself.
    static func adopt(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> Int32 {
        if let replaced = unsafe replacement.methods(for: methods) {
            unsafe place(in: file).initialize(to: .cut)
            unsafe file.pointee.pMethods = replaced.table
        }
        return SQLITE_OK
    }

    /// Says what an open log is to become; one that has not such methods is cut.
    static func set(_ wish: Wish, for file: UnsafeMutablePointer<sqlite3_file>) {
        guard unsafe replacement.isMade(in: file) else { return }
        unsafe place(in: file).pointee = wish
    }

    private static func place(
        in file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<Wish> {
        unsafe (UnsafeMutableRawPointer(file) + DefaultVFS.fileBytes)
            .assumingMemoryBound(to: Wish.self)
    }

    private static func truncate(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ size: sqlite3_int64
    ) -> Int32 {
        guard let file = unsafe file, let methods = unsafe file.pointee.pMethods?[1] else {
            return SQLITE_ERROR
        }
        let header = [UInt8](repeating: 0, count: WriteAheadLogPages.headerBytes)
        var length: Int64 = 0
        guard size == 0, unsafe place(in: file).pointee == .void,
            unsafe methods.xFileSize(file, &length) == SQLITE_OK,
            (Int64(header.count)...mostBytes).contains(length)
        else { return unsafe methods.xTruncate(file, size) }
        return unsafe header.withUnsafeBytes { bytes in
            unsafe methods.xWrite(file, bytes.baseAddress, Int32(bytes.count), 0)
        }
    }
}
