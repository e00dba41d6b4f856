import CSQLite

/// The methods of a database file, of which some are not SQLite's own.
///
/// One table serves every file and is never changed nor freed, so threads may share it.
/// See <https://www.sqlite.org/c3ref/io_methods.html>.
@safe struct FileMethods: @unchecked Sendable {
    /// What a file points to; behind it in memory stands a copy of the original.
    ///
    /// There a method of ours, a C function that can capture nothing, finds what it has to call.
    let table: UnsafePointer<sqlite3_io_methods>
    /// What the file pointed to before.
    let original: UnsafePointer<sqlite3_io_methods>

    /// Makes the table, or returns nil when the original is older than what is copied.
    init?(
        _ original: UnsafePointer<sqlite3_io_methods>,
        _ replace: (inout sqlite3_io_methods) -> Void
    ) {
        let version = DefaultVFS.structureVersion
        guard unsafe original.pointee.iVersion >= version else { return nil }
        let pair = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 2)
        unsafe pair.initialize(repeating: original.pointee, count: 2)
        unsafe pair.pointee.iVersion = version
        unsafe replace(&pair.pointee)
        unsafe table = UnsafePointer(pair)
        unsafe self.original = original
    }
}
