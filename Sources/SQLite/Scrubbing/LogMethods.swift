import CSQLite

/// The methods of a write-ahead log that are not SQLite's own: those that cut, write and sync it.
///
/// - A log that is to become void is not cut (``VoidLog``).
/// - SQLite writes each page and what stands before it in two calls; here it is one: two calls a click that were three.
/// - SQLite brings the header of a log that it begins anew to the disk before anything else, since the log before may be
///   half overwritten when the power fails. Where that one is known to be zeros on the disk there is nothing to wait for.
///
/// See <https://www.sqlite.org/fileformat2.html#wal_file_format>, `Docs/decisions/0020-logs-are-overwritten.md`.
enum LogMethods {
    /// What is known of an open log; it stands behind SQLite's own data of the file.
    struct State {
        /// Whether the log becomes void where SQLite cuts it.
        var becomesVoid = false
        /// Whether all of it was overwritten once, and no sync has failed since: zeros that are read are on the disk.
        var areZerosSynced = false
        /// Whether all of it is zeros, on the disk too.
        var isBlank = false
        /// Whether SQLite has written nothing but the header since.
        var hasHeaderAlone = false
        /// What is to stand before the page that is written next, and where.
        var frame: (offset: Int64, bytes: FrameHeader)?
        /// Behind the last page that was written since the header was; before it SQLite changes what stands before a page.
        var end: Int64 = 0
    }

    /// What stands before a page: 24 bytes.
    typealias FrameHeader = (UInt64, UInt64, UInt64)

    /// The room for that, such that what SQLite puts behind it stands as it should.
    static let bytesBehindFile = Int32((MemoryLayout<State>.stride + 7) & ~7)

    private static let replacement = MethodReplacement { methods in
        unsafe methods.xTruncate = { file, size in unsafe LogMethods.truncate(file, size) }
        unsafe methods.xWrite = { unsafe LogMethods.write($0, $1, $2, $3) }
        unsafe methods.xSync = { file, flags in unsafe LogMethods.sync(file, flags) }
    }

    /// A log of other methods than the first is treated as SQLite does by itself.
    static func adopt(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> Int32 {
        if let replaced = unsafe replacement.methods(for: methods) {
            unsafe place(in: file).initialize(to: State())
            unsafe file.pointee.pMethods = replaced.table
        }
        return SQLITE_OK
    }

    /// What is known of an open log, to be changed; nil: it has other methods.
    static func state(
        of file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<State>? {
        unsafe replacement.isMade(in: file) ? place(in: file) : nil
    }

    private static func place(
        in file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<State> {
        unsafe (UnsafeMutableRawPointer(file) + DefaultVFS.fileBytes)
            .assumingMemoryBound(to: State.self)
    }

    private static func truncate(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ size: sqlite3_int64
    ) -> Int32 {
        guard let file = unsafe file, let methods = unsafe file.pointee.pMethods?[1] else {
            return SQLITE_ERROR
        }
        let state = unsafe place(in: file)
        unsafe (state.pointee.isBlank, state.pointee.hasHeaderAlone) = (false, false)
        let flushed = unsafe flush(file, methods)
        guard flushed == SQLITE_OK else { return flushed }
        if size == 0, unsafe state.pointee.becomesVoid {
            return unsafe VoidLog.void(file, methods)
        }
        return unsafe methods.xTruncate(file, size)
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        guard let file = unsafe file, let bytes = unsafe bytes,
            let methods = unsafe file.pointee.pMethods?[1]
        else { return SQLITE_ERROR }
        let state = unsafe place(in: file)
        if let frame = unsafe state.pointee.frame, offset == frame.offset + frameBytes {
            unsafe state.pointee.frame = nil
            unsafe state.pointee.end = offset + Int64(count)
            let page = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(count))
            return unsafe write(page, behind: frame.bytes, at: frame.offset, file, methods)
        }
        let flushed = unsafe flush(file, methods)
        guard flushed == SQLITE_OK else { return flushed }
        let isHeader = offset == 0 && Int(count) == WriteAheadLogPages.headerBytes
        if isHeader { unsafe state.pointee.end = Int64(count) }
        let isFirst = unsafe isHeader && state.pointee.isBlank && isHeaderZero(file, methods)
        unsafe (state.pointee.isBlank, state.pointee.hasHeaderAlone) = (false, isFirst)
        if Int64(count) == frameBytes, unsafe offset >= state.pointee.end {
            unsafe state.pointee.frame = (offset, bytes.loadUnaligned(as: FrameHeader.self))
            return SQLITE_OK
        }
        return unsafe methods.xWrite(file, bytes, count, offset)
    }

    private static let frameBytes = Int64(WriteAheadLogPages.frameHeaderBytes)

    private static func write(
        _ page: UnsafeRawBufferPointer, behind header: FrameHeader, at offset: Int64,
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Int32 {
        let start = Int(frameBytes)
        return unsafe withUnsafeTemporaryAllocation(byteCount: start + page.count, alignment: 8) {
            whole in
            unsafe whole.storeBytes(of: header, as: FrameHeader.self)
            unsafe UnsafeMutableRawBufferPointer(rebasing: whole[start...]).copyMemory(from: page)
            return unsafe methods.xWrite(file, whole.baseAddress, Int32(whole.count), offset)
        }
    }

    /// Whether nobody else, a shell of SQLite's, has begun the log since it was overwritten.
    private static func isHeaderZero(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Bool {
        var header = [UInt8](repeating: 1, count: WriteAheadLogPages.headerBytes)
        let result = unsafe header.withUnsafeMutableBytes { bytes in
            unsafe methods.xRead(file, bytes.baseAddress, Int32(bytes.count), 0)
        }
        return result == SQLITE_OK && header.allSatisfy { $0 == 0 }
    }

    /// Writes what stands before a page that did not follow.
    private static func flush(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Int32 {
        let state = unsafe place(in: file)
        guard let frame = unsafe state.pointee.frame else { return SQLITE_OK }
        unsafe state.pointee.frame = nil
        return unsafe withUnsafeBytes(of: frame.bytes) { bytes in
            unsafe methods.xWrite(file, bytes.baseAddress, Int32(bytes.count), frame.offset)
        }
    }

    private static func sync(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32
    ) -> Int32 {
        guard let file = unsafe file, let methods = unsafe file.pointee.pMethods?[1] else {
            return SQLITE_ERROR
        }
        let state = unsafe place(in: file)
        let flushed = unsafe flush(file, methods)
        guard flushed == SQLITE_OK else { return flushed }
        if unsafe state.pointee.hasHeaderAlone {
            // It is synced with the pages that follow. Before, nothing of the log counts.
            unsafe state.pointee.hasHeaderAlone = false
            return SQLITE_OK
        }
        let result = unsafe methods.xSync(file, flags)
        if result != SQLITE_OK { unsafe state.pointee.areZerosSynced = false }
        return result
    }
}
