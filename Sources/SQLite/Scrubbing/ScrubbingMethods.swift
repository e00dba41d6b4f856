import CSQLite
import Synchronization

/// The methods of a database file, of which only the write is not SQLite's own.
///
/// One table serves every file and is never changed nor freed, so threads may share it.
/// See <https://www.sqlite.org/c3ref/io_methods.html>.
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

    /// Writes as the original does, but of a b-tree page a copy whose gap is zeroed.
    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        guard let pair = unsafe file?.pointee.pMethods, let write = unsafe pair[1].xWrite else {
            return ResultCode.failedWrite.rawValue
        }
        let page = unsafe UnsafeBufferPointer(
            start: bytes?.assumingMemoryBound(to: UInt8.self), count: Int(count))
        switch PageWrite(unsafe page.span, at: offset) {
        case .unchanged:
            return unsafe write(file, bytes, count, offset)
        case .refused:
            return ResultCode.failedWrite.rawValue
        case .scrubbed(let gap):
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: page.count) {
                copy in
                _ = unsafe copy.initialize(fromContentsOf: page)
                unsafe copy.extracting(gap).update(repeating: 0)
                return unsafe write(file, copy.baseAddress, count, offset)
            }
        }
    }
}
