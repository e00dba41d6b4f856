import CSQLite

/// The values of the row on which a statement stands.
///
/// See <https://www.sqlite.org/c3ref/column_blob.html>.
extension Statement {
    func kind(_ column: Int32) -> ColumnKind {
        requireValue(column)
        return ColumnKind(unsafe sqlite3_column_type(handle, column))
    }

    func integer(_ column: Int32) -> Int64 {
        requireValue(column)
        return unsafe sqlite3_column_int64(handle, column)
    }

    func real(_ column: Int32) -> Double {
        requireValue(column)
        return unsafe sqlite3_column_double(handle, column)
    }

    /// The bytes of a value, valid until the next step.
    ///
    /// A blob is never read as a text: SQLite would append a NUL to it, which can move bytes that
    /// are lent out already. Every other conversion keeps its bytes where they are.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        requireValue(column)
        // The pointer is to be asked for before the count, which is of the last conversion.
        let start =
            if unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB {
                unsafe sqlite3_column_blob(handle, column)?.assumingMemoryBound(to: UInt8.self)
            } else {
                unsafe sqlite3_column_text(handle, column)
            }
        return unsafe UnsafeBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// Traps where SQLite would silently read `NULL`: no row stands, or it has fewer columns.
    private func requireValue(_ column: Int32) {
        precondition(
            hasRow && column >= 0 && column < columnCount,
            "No row stands, or it has no such column: step first, count columns from 0.")
    }
}
