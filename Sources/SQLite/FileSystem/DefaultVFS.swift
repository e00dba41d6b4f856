import CSQLite
import Glibc

/// The virtual file system that SQLite uses by itself, of which others here are copies.
///
/// See <https://www.sqlite.org/vfs.html>.
@safe enum DefaultVFS {
    /// The version of SQLite's structures that is copied; a newer one has members unknown here.
    static let structureVersion: Int32 = 3

    private nonisolated(unsafe) static let original = unsafe sqlite3_vfs_find(nil)

    /// The memory that it wants for an open file; what a copy keeps about one stands behind it.
    static let fileBytes = unsafe Int(original?.pointee.szOsFile ?? 0)

    /// Registers a copy under another name, and gives SQLite's result code.
    ///
    /// SQLite keeps it for as long as the process lives. The methods that are not replaced know their
    /// own data in it, as they do in the several names under which SQLite registers them.
    ///
    /// - Parameter change: What the copy does in its own way, by C functions.
    static func register(_ name: String, _ change: (inout sqlite3_vfs) -> Void) -> Int32 {
        guard let original = unsafe original,
            unsafe original.pointee.iVersion >= structureVersion
        else { return SQLITE_ERROR }
        let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe copy.initialize(to: original.pointee)
        unsafe copy.pointee.iVersion = structureVersion
        unsafe copy.pointee.pNext = nil
        unsafe copy.pointee.zName = UnsafePointer(strdup(name))
        unsafe change(&copy.pointee)
        return unsafe sqlite3_vfs_register(copy, 0)
    }

    /// Opens a file as SQLite does by itself.
    static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        unsafe original?.pointee.xOpen(original, path, file, flags, outFlags) ?? SQLITE_ERROR
    }

    /// The same, and what becomes of it if it is a file of a certain kind.
    ///
    /// - Parameters:
    ///   - kind: One of `SQLITE_OPEN_MAIN_DB` and the like.
    ///   - adopt: Takes the open file with its methods, and gives the result code.
    static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?, kind: Int32 = SQLITE_OPEN_MAIN_DB,
        adopt: (UnsafeMutablePointer<sqlite3_file>, UnsafePointer<sqlite3_io_methods>) -> Int32
    ) -> Int32 {
        let result = unsafe open(path, file, flags, outFlags)
        guard result == SQLITE_OK, flags & kind != 0,
            let file = unsafe file, let methods = unsafe file.pointee.pMethods
        else { return result }
        return unsafe adopt(file, methods)
    }

    /// Removes a file as SQLite does by itself.
    static func delete(_ path: UnsafePointer<CChar>?, _ syncsFolder: Int32) -> Int32 {
        unsafe original?.pointee.xDelete(original, path, syncsFolder) ?? SQLITE_ERROR
    }
}
