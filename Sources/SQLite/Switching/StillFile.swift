import CSQLite
import Glibc
import Synchronization

/// A database file that nobody else changes while it is open, mapped, to be read by connections that are
/// pointed at it (``Connection/point(at:)``), several at once; and to be written to now and then by one that
/// is (``Connection/write(_:log:alone:_:)``), while nobody reads.
///
/// It is opened through SQLite's own VFS, which puts off the closing of its descriptor while a connection
/// of this process holds a lock on the file; no more than that is shared with such a connection: what
/// stands in a log is not seen.
@safe public final class StillFile: @unchecked Sendable {
    private static let count = Atomic<Int>(0)

    /// Tells it from every other that was ever opened, also of the same path.
    let number: Int
    /// Where it stands.
    let path: String
    /// Whether it may be written to.
    public let isWritable: Bool
    /// What of it was mapped when it was opened, from its beginning on: it does not become shorter.
    let mapped: UnsafeRawBufferPointer
    private let handle: UnsafeMutablePointer<sqlite3_file>
    private let methods: UnsafePointer<sqlite3_io_methods>
    private let memory: UnsafeMutableRawPointer
    private let length: Atomic<Int64>

    /// How long it is.
    var sizeBytes: Int64 { length.load(ordering: .acquiring) }

    /// Opens it, or returns nil when it cannot be opened and mapped as a database whose pages have the
    /// usual size.
    public init?(path: String) {
        _ = MappingGuard.installation
        guard !path.utf8.contains(0) else { return nil }
        let handleBytes = (DefaultVFS.fileBytes + 15) & ~15
        // SQLite keeps the address of the name, behind which it looks for two zeros.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: handleBytes + path.utf8.count + 4, alignment: 16)
        unsafe memory.initializeMemory(
            as: UInt8.self, repeating: 0, count: handleBytes + path.utf8.count + 4)
        let name = unsafe memory + handleBytes
        for (index, byte) in path.utf8.enumerated() {
            unsafe name.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        }
        let handle = unsafe memory.assumingMemoryBound(to: sqlite3_file.self)
        var outFlags: Int32 = 0
        // One that may only be read is opened to be read.
        let result = unsafe DefaultVFS.open(
            name.assumingMemoryBound(to: CChar.self), handle,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_DB, &outFlags)
        guard result == SQLITE_OK, let methods = unsafe handle.pointee.pMethods else {
            unsafe memory.deallocate()
            return nil
        }
        var size: Int64 = 0
        guard unsafe methods.pointee.xFileSize(handle, &size) == SQLITE_OK,
            let mapped = unsafe Self.map(handle, methods.pointee, size)
        else {
            _ = unsafe methods.pointee.xClose(handle)
            unsafe memory.deallocate()
            return nil
        }
        unsafe self.handle = handle
        unsafe self.methods = methods
        unsafe self.memory = memory
        unsafe self.mapped = mapped
        self.path = path
        isWritable = outFlags & SQLITE_OPEN_READWRITE != 0
        length = Atomic(size)
        number = Self.count.add(1, ordering: .relaxed).newValue
    }

    deinit {
        let start = unsafe UnsafeMutableRawPointer(mutating: mapped.baseAddress)
        _ = unsafe methods.pointee.xUnfetch(handle, 0, start)
        _ = unsafe methods.pointee.xClose(handle)
        unsafe memory.deallocate()
    }

    /// No more than any build of SQLite maps.
    private static let mostMappedBytes: Int64 = 0x7000_0000

    /// What of the end newer versions of SQLite do not lend out (`nEofBuffer` in their sources).
    private static let keptBytes: Int64 = 256

    /// Maps it, whole if that can be had.
    private static func map(
        _ handle: UnsafeMutablePointer<sqlite3_file>, _ methods: sqlite3_io_methods, _ size: Int64
    ) -> UnsafeRawBufferPointer? {
        let most = min(size, mostMappedBytes)
        var limit = mostMappedBytes
        guard size >= PageSize.minimumBytes, methods.iVersion >= DefaultVFS.structureVersion,
            unsafe methods.xFileControl(handle, SQLITE_FCNTL_MMAP_SIZE, &limit) == SQLITE_OK
        else { return nil }
        for count in [most, most - keptBytes] {
            var start: UnsafeMutableRawPointer?
            let result = unsafe methods.xFetch(handle, 0, Int32(count), &start)
            guard result == SQLITE_OK else { return nil }
            if let start = unsafe start {
                return unsafe UnsafeRawBufferPointer(start: start, count: Int(count))
            }
        }
        return nil
    }

    /// Reads as SQLite wants it: what lies behind the end is zero, and is told.
    func read(
        into buffer: UnsafeMutableRawPointer, count: Int32, at offset: Int64
    ) -> Int32 {
        unsafe methods.pointee.xRead(handle, buffer, count, offset)
    }

    /// Brings pages into the file, but not to the disk; false: not all of them.
    ///
    /// Nobody may read meanwhile.
    func write(_ pages: [LogEnd.Page]) -> Bool {
        for page in pages {
            let offset = Int64(page.number - 1) * Int64(page.bytes.count)
            let result = unsafe page.bytes.withUnsafeBytes { bytes in
                unsafe methods.pointee.xWrite(
                    handle, bytes.baseAddress, Int32(bytes.count), offset)
            }
            guard result == SQLITE_OK else { return false }
            let end = offset + Int64(page.bytes.count)
            if end > sizeBytes { length.store(end, ordering: .releasing) }
        }
        return true
    }

    /// Waits until what was written is on the disk; gives SQLite's result code.
    func sync() -> Int32 {
        unsafe methods.pointee.xSync(handle, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY)
    }
}
