import CSQLite
import Synchronization

/// The methods of a database file, of which only the write is not SQLite's own.
///
/// See <https://www.sqlite.org/c3ref/io_methods.html>.
///
/// It serves every file and is never changed nor freed, so threads may share it.
@safe struct ScrubbingMethods: @unchecked Sendable {
    /// What a file points to; behind it in memory stands a copy of the original.
    ///
    /// There the write, a C function that can capture nothing, finds what it has to call.
    let table: UnsafePointer<sqlite3_io_methods>
    private let original: UnsafePointer<sqlite3_io_methods>

    private static let first = Mutex<ScrubbingMethods?>(nil)

    /// The methods for files that have `original`; nil when that is not the table first seen.
    static func replacing(_ original: UnsafePointer<sqlite3_io_methods>) -> ScrubbingMethods? {
        let methods = first.withLock { first in
            if first == nil { first = unsafe ScrubbingMethods(original) }
            return first
        }
        return unsafe methods?.original == original ? methods : nil
    }

    /// Makes the table, or returns nil when the original is older than what is copied.
    private init?(_ original: UnsafePointer<sqlite3_io_methods>) {
        let version = ScrubbingVFS.structureVersion
        guard unsafe original.pointee.iVersion >= version else { return nil }
        let pair = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 2)
        unsafe pair.initialize(repeating: original.pointee, count: 2)
        unsafe pair.pointee.iVersion = version
        unsafe pair.pointee.xWrite = { file, bytes, count, offset in
            unsafe ScrubbingMethods.write(file, bytes, count, offset)
        }
        unsafe table = UnsafePointer(pair)
        unsafe self.original = original
    }

    /// Writes, of a b-tree page a copy whose gap is zeroed.
    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        guard let pair = unsafe file?.pointee.pMethods, let write = unsafe pair[1].xWrite else {
            return ResultCode.failedWrite.rawValue
        }
        let page = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(count))
        guard PageSize.isWholePage(byteCount: page.count, offset: offset) else {
            return unsafe write(file, bytes, count, offset)
        }
        return unsafe page.withMemoryRebound(to: UInt8.self) { page in
            guard offset != 0 || Self.isKept(DatabaseHeader(unsafe page.span), page.count) else {
                return ResultCode.failedWrite.rawValue
            }
            guard let gap = PageGap(of: unsafe page.span, isFirst: offset == 0),
                !gap.bytes.isEmpty
            else { return unsafe write(file, bytes, count, offset) }
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: page.count) {
                copy in
                _ = unsafe copy.initialize(fromContentsOf: page)
                unsafe copy.extracting(gap.bytes).update(repeating: 0)
                return unsafe write(file, copy.baseAddress, count, offset)
            }
        }
    }

    /// Whether the file stays one of whose pages the gaps can be told.
    ///
    /// A `VACUUM` that changes the page size, and a backup into a file with another, write pieces of
    /// the new size in the old one, and a `VACUUM` can bring in `auto_vacuum`. Both write the first
    /// page first, which is refused before a piece is taken for a page.
    private static func isKept(_ header: DatabaseHeader?, _ byteCount: Int) -> Bool {
        header?.pageSizeBytes == byteCount && header?.hasPointerMap == false
    }
}
