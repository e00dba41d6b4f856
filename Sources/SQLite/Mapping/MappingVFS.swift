import CSQLite

/// A virtual file system that is the default one, save that a mapped file stays mapped.
///
/// Whenever another connection has committed, SQLite gives up its mapping with the first read after
/// it and maps anew: the process has to forget all those pages, on every core, and to come by each of
/// them again. It does so since the file may have been cut and grown meanwhile, which not every system
/// shows in a mapping that was made before. Linux does (mmap(2), `MAP_SHARED`): so here a mapping is
/// kept while it is good (``KeptMapping``).
///
/// Nothing else changes: SQLite makes the mapping, knows how long it is and hands out its pages.
/// See `Docs/decisions/0010-mapped-files.md`.
@safe enum MappingVFS {
    /// The name under which SQLite knows it; nil if it cannot be made from this library's default VFS,
    /// which then does.
    static let name = registration == SQLITE_OK ? ownName : nil

    private static let ownName = "oblio-map"

    private static let registration = unsafe DefaultVFS.register(
        ownName, moreBytes: MemoryLayout<KeptMapping>.stride
    ) { _, path, file, flags, outFlags in
        unsafe MappingVFS.open(path, file, flags, outFlags)
    }

    private static func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let result = unsafe DefaultVFS.open(path, file, flags, outFlags)
        guard result == SQLITE_OK, flags & SQLITE_OPEN_MAIN_DB != 0,
            let file = unsafe file, let methods = unsafe file.pointee.pMethods,
            let mapping = unsafe MappingMethods.replacing(methods)
        else { return result }
        unsafe MappingMethods.kept(of: file).initialize(to: KeptMapping())
        unsafe file.pointee.pMethods = mapping.table
        return SQLITE_OK
    }
}
