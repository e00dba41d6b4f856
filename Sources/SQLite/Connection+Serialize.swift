import CSQLite

extension Connection {
    /// The database as the bytes of its file would be if the write-ahead log were moved into it.
    ///
    /// They are in memory at once, so it is for small databases: it refuses (`.tooBig`) more than
    /// `maximumBytes`. With `secure_delete` nothing deleted is among them, for the gaps of pages are
    /// zeroed as ``init(path:access:scrubs:)`` has it. The bytes are a file as they stand, of the
    /// same journal mode, or of one with a write-ahead log: a database in memory has none.
    /// See <https://www.sqlite.org/c3ref/serialize.html>.
    public func serialize(
        maximumBytes: Int, withLog: Bool = false
    ) throws(SQLiteError) -> [UInt8] {
        var size: Int64 = -1
        // Asks for the size only, which is -1 when the file cannot be read.
        unsafe sqlite3_serialize(
            database, "main", &size, UInt32(SQLITE_SERIALIZE_NOCOPY))
        guard size >= 0 else { throw failure(unsafe sqlite3_extended_errcode(database)) }
        guard size <= maximumBytes else {
            throw SQLiteError(
                code: .tooBig, message: "The database has more than \(maximumBytes) bytes")
        }
        guard size > 0 else { return [] }
        guard let copy = unsafe sqlite3_serialize(database, "main", &size, 0) else {
            throw size < 0
                ? failure(unsafe sqlite3_extended_errcode(database))
                : SQLiteError(code: .noMemory, message: "There is no memory for the database")
        }
        defer { unsafe sqlite3_free(copy) }
        var bytes = unsafe Array(UnsafeBufferPointer(start: copy, count: Int(size)))
        Self.scrub(&bytes)
        if withLog {
            for place in DatabaseHeader.formatVersions { bytes[place] = DatabaseHeader.withLog }
        }
        return bytes
    }

    private static func scrub(_ file: inout [UInt8]) {
        guard let header = DatabaseHeader(file.span), !header.hasPointerMap else { return }
        for start in stride(from: 0, to: file.count, by: header.pageSizeBytes) {
            let end = min(start + header.pageSizeBytes, file.count)
            let page = PageWrite(file.span.extracting(start..<end), at: Int64(start))
            guard case .scrubbed(let gap) = page else { continue }
            for offset in gap { file[start + offset] = 0 }
        }
    }
}
