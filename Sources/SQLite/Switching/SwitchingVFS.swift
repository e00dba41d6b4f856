import CSQLite

/// A virtual file system whose one file is another from time to time: a connection is pointed at a
/// ``StillFile``, reads it or writes to it, and is pointed at the next.
///
/// To open a connection reads the schema and prepares its statements anew, most of a millisecond; files that
/// have the same schema in the same pages (``SchemaPages``) can be read by one connection after another
/// with what it has prepared. Nothing of one file may pass for another's: between them the connection
/// forgets its pages (``Connection/point(at:)``), and the first look at the file's version after that is
/// told another one than it knows, at which SQLite itself forgets them.
///
/// There are no locks, and no files beside it that SQLite knows of: what is written goes by way of a
/// ``StillWrite``.
/// See <https://www.sqlite.org/vfs.html>.
@safe enum SwitchingVFS {
    /// The name under which SQLite knows it.
    static let name = "oblio-switch"

    /// What SQLite takes for the file.
    @unsafe struct Handle {
        var base: sqlite3_file
        var file: Unmanaged<StillFile>?
        /// Takes what is written to it; nil: nothing may be.
        var write: Unmanaged<StillWrite>?
        /// Whether the file is another than at the last look at its version.
        var isNew: Bool
    }

    /// SQLite's result code, of the one time it was registered.
    static let registration = unsafe DefaultVFS.register(name) { copy in
        unsafe copy.szOsFile = Int32(MemoryLayout<Handle>.stride)
        unsafe copy.xOpen = { _, _, file, flags, outFlags in
            unsafe SwitchingVFS.open(file, flags, outFlags)
        }
        unsafe copy.xAccess = { _, _, _, result in
            unsafe result?.pointee = 0
            return SQLITE_OK
        }
        unsafe copy.xDelete = { _, _, _ in SQLITE_READONLY }
    }

    private static func open(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        guard let file = unsafe file else { return SQLITE_ERROR }
        guard flags & SQLITE_OPEN_MAIN_DB != 0 else {
            unsafe file.pointee.pMethods = nil
            return SQLITE_CANTOPEN
        }
        let handle = unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: Handle.self)
        unsafe handle.initialize(
            to: Handle(
                base: sqlite3_file(pMethods: methods), file: nil, write: nil, isNew: true))
        unsafe outFlags?.pointee = flags & (SQLITE_OPEN_READONLY | SQLITE_OPEN_READWRITE)
        return SQLITE_OK
    }

    private nonisolated(unsafe) static let methods: UnsafePointer<sqlite3_io_methods> = {
        var methods = sqlite3_io_methods()
        methods.iVersion = DefaultVFS.structureVersion
        unsafe methods.xClose = { _ in SQLITE_OK }
        unsafe methods.xRead = { unsafe SwitchingVFS.read($0, $1, $2, $3) }
        unsafe methods.xWrite = { file, bytes, count, offset in
            guard let write = unsafe SwitchingVFS.handle(file)?.pointee.write else {
                return SQLITE_READONLY
            }
            return unsafe write.takeUnretainedValue().take(
                UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset)
        }
        unsafe methods.xTruncate = { _, _ in SQLITE_READONLY }
        unsafe methods.xSync = { file, _ in
            unsafe SwitchingVFS.handle(file)?.pointee.write?.takeUnretainedValue().finish()
                ?? SQLITE_OK
        }
        unsafe methods.xFileSize = { file, size in
            unsafe size?.pointee = SwitchingVFS.current(file)?.sizeBytes ?? 0
            return SQLITE_OK
        }
        unsafe methods.xLock = { _, _ in SQLITE_OK }
        unsafe methods.xUnlock = { _, _ in SQLITE_OK }
        unsafe methods.xCheckReservedLock = { _, result in
            unsafe result?.pointee = 0
            return SQLITE_OK
        }
        unsafe methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        unsafe methods.xSectorSize = { _ in 4_096 }
        unsafe methods.xDeviceCharacteristics = { _ in 0 }
        unsafe methods.xFetch = { unsafe SwitchingVFS.fetch($0, $1, $2, $3) }
        unsafe methods.xUnfetch = { _, _, _ in SQLITE_OK }
        let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        unsafe table.initialize(to: methods)
        return unsafe UnsafePointer(table)
    }()

    /// What is behind a file that SQLite was given here.
    static func handle(
        _ file: UnsafeMutablePointer<sqlite3_file>?
    ) -> UnsafeMutablePointer<Handle>? {
        unsafe UnsafeMutableRawPointer(file)?.assumingMemoryBound(to: Handle.self)
    }

    private static func current(_ file: UnsafeMutablePointer<sqlite3_file>?) -> StillFile? {
        unsafe handle(file)?.pointee.file?.takeUnretainedValue()
    }

    /// What SQLite compares, when it begins to read, with what it knows.
    private static let version: Range<Int64> = 24..<40

    private static func read(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ buffer: UnsafeMutableRawPointer?,
        _ count: Int32, _ offset: Int64
    ) -> Int32 {
        guard let buffer = unsafe buffer else { return ResultCode.ioError.rawValue }
        guard let current = unsafe current(file) else {
            // Before it is first pointed at a file, it is an empty one.
            unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0, count: Int(count))
            return ResultCode.shortRead.rawValue
        }
        let result = unsafe current.read(into: buffer, count: Int(count), at: offset)
        if offset == version.lowerBound, Int(count) == version.count {
            if let handle = unsafe handle(file), unsafe handle.pointee.isNew {
                unsafe handle.pointee.isNew = false
                for index in 0..<Int(count) {
                    let byte = unsafe buffer.load(fromByteOffset: index, as: UInt8.self)
                    unsafe buffer.storeBytes(of: ~byte, toByteOffset: index, as: UInt8.self)
                }
            }
        } else if offset == 0, Int(count) >= DatabaseHeader.sizeBytes {
            for place in DatabaseHeader.formatVersions {
                unsafe buffer.storeBytes(
                    of: DatabaseHeader.withJournal, toByteOffset: place, as: UInt8.self)
            }
        }
        return result
    }

    private static func fetch(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ offset: Int64, _ count: Int32,
        _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32 {
        unsafe result?.pointee = nil
        // Without holding the file, which lives for as long as it is pointed at.
        unsafe handle(file)?.pointee.file?._withUnsafeGuaranteedRef { current in
            guard let start = unsafe current.mapped.baseAddress,
                unsafe offset + Int64(count) <= Int64(current.mapped.count)
            else { return }
            let page = unsafe start + Int(offset)
            unsafe PagePrefetch.ask(for: page, byteCount: count)
            unsafe result?.pointee = UnsafeMutableRawPointer(mutating: page)
        }
        return SQLITE_OK
    }
}
