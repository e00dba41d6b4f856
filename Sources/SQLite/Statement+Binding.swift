import CSQLite

/// Parameters, counted from 1. SQLite copies texts and blobs, so the values need not stay.
///
/// See <https://www.sqlite.org/c3ref/bind_blob.html>.
extension Statement {
    /// Binds one value and returns SQLite's result code.
    func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer): unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real): unsafe sqlite3_bind_double(handle, index, real)
        case .text(let text): bind(text: text.utf8.span, at: index)
        case .utf8(let bytes): bind(text: bytes.span, at: index)
        case .blob(let blob): bind(blob, at: index)
        }
    }

    private func bind(text: Span<UInt8>, at index: Int32) -> Int32 {
        // SQLite takes a missing address, which an empty buffer may have, for NULL.
        if text.isEmpty { return unsafe sqlite3_bind_text(handle, index, "", 0, nil) }
        return unsafe text.withUnsafeBytes { bytes in
            unsafe csqlite_bind_text_copy(handle, index, bytes.baseAddress, UInt64(bytes.count))
        }
    }

    private func bind(_ blob: [UInt8], at index: Int32) -> Int32 {
        if blob.isEmpty { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
        return unsafe blob.span.withUnsafeBytes { bytes in
            unsafe csqlite_bind_blob_copy(handle, index, bytes.baseAddress, UInt64(bytes.count))
        }
    }
}
