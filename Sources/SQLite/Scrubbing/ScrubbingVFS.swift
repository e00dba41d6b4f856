import CSQLite
import Glibc

/// A virtual file system that is the default one, save that it writes pages without old content.
///
/// What `secure_delete` overwrites is the deleted row; a copy that a page split or merge left in
/// the unallocated gap of a page stays. All pages come to the database file through `xWrite`, with
/// a write-ahead log at a checkpoint, so there the gaps are zeroed (``ScrubbingMethods``): what has
/// been deleted is in no gap of the file once the log is empty. The log, the journal and temporary
/// files, and a database with `auto_vacuum` that is attached, are written as they are. Every
/// connection that may checkpoint the file is to be opened with it; the locks are the default's, so
/// others may read with the default. Only that decides what is a file: an overflow or freelist page
/// begins with a page number, whose first byte is 0 in a file of at most ``maximumPages``, so it is
/// not taken for a b-tree page. `Docs/decisions/0005-scrubbing-vfs.md` has the measurements.
///
/// See <https://www.sqlite.org/vfs.html>.
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

    /// The version of the two structures that is copied; a newer one has members unknown here.
    static let structureVersion: Int32 = 3

    private nonisolated(unsafe) static let original = unsafe sqlite3_vfs_find(nil)

    /// SQLite's result code, of the one time it was done.
    private static let registration: Int32 = {
        guard let original = unsafe original,
            unsafe original.pointee.iVersion >= structureVersion
        else { return SQLITE_ERROR }
        // SQLite keeps both for as long as the process lives.
        let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe copy.initialize(to: original.pointee)
        unsafe copy.pointee.iVersion = structureVersion
        unsafe copy.pointee.pNext = nil
        unsafe copy.pointee.zName = UnsafePointer(strdup(name))
        unsafe copy.pointee.xOpen = { _, path, file, flags, outFlags in
            unsafe ScrubbingVFS.open(path, file, flags, outFlags)
        }
        return unsafe sqlite3_vfs_register(copy, 0)
    }()

    private static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let result = unsafe original?.pointee.xOpen(original, path, file, flags, outFlags)
        guard let result, result == SQLITE_OK, flags & SQLITE_OPEN_MAIN_DB != 0,
            let file = unsafe file, let methods = unsafe file.pointee.pMethods
        else { return result ?? SQLITE_ERROR }
        if unsafe hasPointerMap(file, methods.pointee) { return SQLITE_OK }
        guard let scrubbing = unsafe ScrubbingMethods.replacing(methods) else {
            _ = unsafe methods.pointee.xClose(file)
            unsafe file.pointee.pMethods = nil
            return SQLITE_CANTOPEN
        }
        unsafe file.pointee.pMethods = scrubbing.table
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
