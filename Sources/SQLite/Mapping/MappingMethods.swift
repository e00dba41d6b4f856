import CSQLite

/// The methods of a file that stays mapped: only giving out pages and giving them up are not SQLite's own.
enum MappingMethods {
    /// Gives such methods to a file.
    static let replacement = MethodReplacement { methods in
        unsafe methods.xFetch = { file, offset, count, page in
            unsafe MappingMethods.fetch(file, offset, count, page)
        }
        unsafe methods.xUnfetch = { file, offset, page in
            unsafe MappingMethods.unfetch(file, offset, page)
        }
    }

    /// What is known of a file's mapping; it stands behind SQLite's own data of the file.
    static func kept(
        of file: UnsafeMutablePointer<sqlite3_file>
    ) -> UnsafeMutablePointer<KeptMapping> {
        unsafe (UnsafeMutableRawPointer(file) + DefaultVFS.fileBytes)
            .assumingMemoryBound(to: KeptMapping.self)
    }

    /// Gives out a page, which is on its way by then; none where nothing is mapped.
    private static func fetch(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ offset: sqlite3_int64, _ count: Int32,
        _ page: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32 {
        guard let pair = unsafe file?.pointee.pMethods, let page = unsafe page else {
            return SQLITE_ERROR
        }
        let result = unsafe pair[1].xFetch(file, offset, count, page)
        if let found = unsafe page.pointee {
            unsafe PagePrefetch.ask(for: found, byteCount: count)
        }
        return result
    }

    /// Gives one page back, or without one the whole mapping: then nothing of it is in use.
    private static func unfetch(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ offset: sqlite3_int64,
        _ page: UnsafeMutableRawPointer?
    ) -> Int32 {
        guard let file = unsafe file, let pair = unsafe file.pointee.pMethods else {
            return SQLITE_ERROR
        }
        if let page = unsafe page { return unsafe pair[1].xUnfetch(file, offset, page) }
        return unsafe giveUp(file, pair[1])
    }

    /// Keeps the mapping if it is good, and else makes it anew.
    private static func giveUp(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Int32 {
        let kept = unsafe kept(of: file)
        let replaced = MappingGuard.replacedPages
        let size = unsafe size(of: file, methods)
        if unsafe kept.pointee.isGood(forFileOf: size, replacedPages: replaced) {
            return SQLITE_OK
        }
        unsafe kept.pointee = KeptMapping()
        let result = unsafe methods.xUnfetch(file, 0, nil)
        guard result == SQLITE_OK, size > 0 else { return result }
        // SQLite maps the whole file for whoever wants a byte of it first.
        var page: UnsafeMutableRawPointer?
        guard unsafe methods.xFetch(file, 0, 1, &page) == SQLITE_OK, let page = unsafe page else {
            return SQLITE_OK
        }
        // Where the mapping ends is certain if the file did not grow meanwhile.
        if unsafe self.size(of: file, methods) == size {
            unsafe kept.pointee = KeptMapping(sizeBytes: size, replacedPages: replaced)
        }
        return unsafe methods.xUnfetch(file, 0, page)
    }

    /// The size of the file; 0 if that cannot be told.
    private static func size(
        of file: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods
    ) -> Int64 {
        var size: Int64 = 0
        return unsafe methods.xFileSize(file, &size) == SQLITE_OK ? size : 0
    }
}
