import CSQLite
import Glibc

/// The virtual file system that SQLite uses by itself, of which others here are copies.
///
/// See <https://www.sqlite.org/vfs.html>.
@safe enum DefaultVFS {
    /// How a copy opens a file: a C function, which can capture nothing.
    typealias Open =
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?,
            UnsafeMutablePointer<sqlite3_file>?, Int32, UnsafeMutablePointer<Int32>?
        ) -> Int32

    /// The version of SQLite's structures that is copied; a newer one has members unknown here.
    static let structureVersion: Int32 = 3

    private nonisolated(unsafe) static let original = unsafe sqlite3_vfs_find(nil)

    /// The memory that it wants for an open file; what a copy keeps about one stands behind it.
    static let fileBytes = unsafe Int(original?.pointee.szOsFile ?? 0)

    /// Registers a copy that opens files in its own way, and gives SQLite's result code.
    ///
    /// SQLite keeps it for as long as the process lives. The methods that are not replaced know their
    /// own data in it, as they do in the several names under which SQLite registers them.
    ///
    /// - Parameter moreBytes: The memory that the copy keeps for itself with every open file.
    static func register(_ name: String, moreBytes: Int = 0, open: Open) -> Int32 {
        guard let original = unsafe original,
            unsafe original.pointee.iVersion >= structureVersion
        else { return SQLITE_ERROR }
        let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe copy.initialize(to: original.pointee)
        unsafe copy.pointee.iVersion = structureVersion
        unsafe copy.pointee.szOsFile += Int32(moreBytes)
        unsafe copy.pointee.pNext = nil
        unsafe copy.pointee.zName = UnsafePointer(strdup(name))
        unsafe copy.pointee.xOpen = open
        return unsafe sqlite3_vfs_register(copy, 0)
    }

    /// Opens a file as SQLite does by itself.
    static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        unsafe original?.pointee.xOpen(original, path, file, flags, outFlags) ?? SQLITE_ERROR
    }
}
