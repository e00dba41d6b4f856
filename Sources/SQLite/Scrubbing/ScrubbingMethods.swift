import CSQLite

/// The methods of a database file that is scrubbed: only the write is not SQLite's own.
enum ScrubbingMethods {
    /// Gives such methods to a file.
    static let replacement = MethodReplacement { methods in
        unsafe methods.xWrite = { file, bytes, count, offset in
            unsafe ScrubbingMethods.write(file, bytes, count, offset)
        }
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
