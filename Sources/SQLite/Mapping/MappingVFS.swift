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

    private static let registration = unsafe DefaultVFS.register(ownName) { copy in
        unsafe copy.szOsFile += Int32(MemoryLayout<KeptMapping>.stride)
        unsafe copy.xOpen = { _, path, file, flags, outFlags in
            unsafe DefaultVFS.open(path, file, flags, outFlags) { unsafe MappingVFS.adopt($0, $1) }
        }
    }

    /// A file of other methods than the first is read as SQLite does by itself.
    private static func adopt(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: UnsafePointer<sqlite3_io_methods>
    ) -> Int32 {
        if let mapping = unsafe MappingMethods.replacement.methods(for: methods) {
            unsafe MappingMethods.kept(of: file).initialize(to: KeptMapping())
            unsafe file.pointee.pMethods = mapping.table
        }
        return SQLITE_OK
    }
}
