import CSQLite

/// The methods of a database file that is scrubbed: only the write and the cut are not SQLite's own.
enum ScrubbingMethods {
    /// Gives such methods to a file.
    private static let replacement = MethodReplacement { methods in
        unsafe methods.xWrite = { file, bytes, count, offset in
            unsafe ScrubbingMethods.write(file, bytes, count, offset)
        }
        unsafe methods.xTruncate = { file, size in unsafe ScrubbingMethods.truncate(file, size) }
    }

    /// Whether a file is never cut; stands behind SQLite's own data of the file, where a log has ``LogMethods/State``.
    private typealias KeepsLength = Bool

    /// Gives a file these methods; false: its own are others than the first's.
    static func adopt(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> Bool {
        guard let scrubbing = unsafe replacement.methods(for: methods) else { return false }
        unsafe keepsLength(file).initialize(to: false)
        unsafe file.pointee.pMethods = scrubbing.table
        return true
    }

    /// Has a file that is scrubbed not be cut any more.
    static func keepLength(of file: UnsafeMutablePointer<sqlite3_file>) {
        if unsafe replacement.isMade(in: file) { unsafe keepsLength(file).pointee = true }
    }

    private static func keepsLength(
        _ file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<KeepsLength> {
        unsafe (UnsafeMutableRawPointer(file) + DefaultVFS.fileBytes)
            .assumingMemoryBound(to: KeepsLength.self)
    }

    /// Overwrites what is cut off, on the disk too, and cuts; what the disk refuses is only cut.
    ///
    /// A file becomes shorter when it was built anew (`VACUUM`). Until the cut, and should the power fail, all that counts
    /// stands in the log, on the disk (<https://www.sqlite.org/walformat.html>).
    private static func truncate(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ size: sqlite3_int64
    ) -> Int32 {
        guard let file = unsafe file, let methods = unsafe file.pointee.pMethods?[1] else {
            return SQLITE_ERROR
        }
        if unsafe keepsLength(file).pointee { return SQLITE_OK }
        var length: Int64 = 0
        if unsafe methods.xFileSize(file, &length) == SQLITE_OK, size < length {
            let zeros = [UInt8](repeating: 0, count: zerosBytes)
            let isDone = stride(from: size, to: length, by: zeros.count).allSatisfy { offset in
                let count = Int32(min(Int64(zeros.count), length - offset))
                return unsafe methods.xWrite(file, zeros, count, offset) == SQLITE_OK
            }
            if isDone { _ = unsafe methods.xSync(file, SQLITE_SYNC_NORMAL) }
        }
        return unsafe methods.xTruncate(file, size)
    }

    /// SQLite's own methods write no more than 128 kB at once.
    private static let zerosBytes = 64 << 10

    /// Writes as the original does, but of a b-tree page a copy whose gap is zeroed.
    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        guard let pair = unsafe file?.pointee.pMethods, let write = unsafe pair[1].xWrite else {
            return ResultCode.failedWrite.rawValue
        }
        let page = unsafe UnsafeBufferPointer(
            start: bytes?.assumingMemoryBound(to: UInt8.self), count: Int(count))
        switch PageWrite(unsafe page.span, at: offset) {
        case .unchanged:
            return unsafe write(file, bytes, count, offset)
        case .refused:
            return ResultCode.failedWrite.rawValue
        case .scrubbed(let gap):
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: page.count) {
                copy in
                _ = unsafe copy.initialize(fromContentsOf: page)
                unsafe copy.extracting(gap).update(repeating: 0)
                return unsafe write(file, copy.baseAddress, count, offset)
            }
        }
    }
}
