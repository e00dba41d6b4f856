import CSQLite

/// The bytes of the files, read through the descriptors that SQLite holds.
///
/// To open such a file a second time is not safe: closing any descriptor of it drops the locks that
/// this process holds on it. See <https://www.sqlite.org/howtocorrupt.html>, 2.2, and
/// <https://www.sqlite.org/c3ref/io_methods.html>.
extension Connection {
    /// The size of a file in bytes.
    public func sizeBytes(of file: DatabaseFile) throws(SQLiteError) -> Int64 {
        var size: Int64 = 0
        unsafe try perform(on: file) { handle, methods in
            unsafe methods.xFileSize(handle, &size)
        }
        return size
    }

    /// Reads what stands from byte `offset` on, and returns how many bytes of `buffer` it filled.
    ///
    /// They are fewer than the buffer holds only at the end of the file. It fails (`.shortRead`) when
    /// the file is cut meanwhile.
    public func readFile(
        _ file: DatabaseFile, at offset: Int64, into buffer: inout MutableSpan<UInt8>
    ) throws(SQLiteError) -> Int {
        let most = min(buffer.count, Int(Int32.max))
        do throws(SQLiteError) {
            // Without asking for the size first, which mostly is not needed.
            try read(file, most, at: offset, into: &buffer)
            return most
        } catch {
            guard error.code == .shortRead else { throw error }
        }
        let rest = max(0, try sizeBytes(of: file) - offset)
        let count = min(most, Int(clamping: rest))
        if count > 0 { try read(file, count, at: offset, into: &buffer) }
        return count
    }

    private func read(
        _ file: DatabaseFile, _ count: Int, at offset: Int64, into buffer: inout MutableSpan<UInt8>
    ) throws(SQLiteError) {
        unsafe try perform(on: file) { handle, methods in
            unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe methods.xRead(handle, bytes.baseAddress, Int32(count), offset)
            }
        }
    }

    /// Writes into a file past SQLite, which must not miss what is replaced.
    func writeFile(
        _ file: DatabaseFile, _ bytes: Span<UInt8>, at offset: Int64
    ) throws(SQLiteError) {
        unsafe try perform(on: file) { handle, methods in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe methods.xWrite(handle, bytes.baseAddress, Int32(bytes.count), offset)
            }
        }
    }

    /// Waits until what was written to a file, and its size, are on the disk.
    ///
    /// SQLite itself does not do so after it has cut the write-ahead log.
    public func syncFile(_ file: DatabaseFile) throws(SQLiteError) {
        unsafe try perform(on: file) { handle, methods in
            unsafe methods.xSync(handle, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY)
        }
    }

    /// Calls one method of the file's handle; it refuses (`.misuse`) a file that is not open.
    func perform(
        on file: DatabaseFile,
        _ method: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32
    ) throws(SQLiteError) {
        var handle: UnsafeMutablePointer<sqlite3_file>?
        try check(unsafe sqlite3_file_control(database, "main", file.control, &handle))
        guard let handle = unsafe handle, let methods = unsafe handle.pointee.pMethods else {
            throw SQLiteError(
                code: .misuse, message: "The file is not open: read from the database first")
        }
        let result = unsafe method(handle, methods.pointee)
        guard result == SQLITE_OK else {
            throw SQLiteError(
                code: ResultCode(rawValue: result),
                message: unsafe String(cString: sqlite3_errstr(result)))
        }
    }
}
