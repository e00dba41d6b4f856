import CSQLite

/// The type of a value as it is stored, which in SQLite belongs to the value, not to the column.
///
/// See <https://www.sqlite.org/datatype3.html>.
public enum ColumnKind: Sendable {
    /// SQL's `NULL`.
    case null
    /// A signed integer of 64 bits.
    case integer
    /// A floating-point number.
    case real
    /// A text.
    case text
    /// Bytes.
    case blob

    init(_ type: Int32) {
        self =
            switch type {
            case SQLITE_INTEGER: .integer
            case SQLITE_FLOAT: .real
            case SQLITE_TEXT: .text
            case SQLITE_BLOB: .blob
            default: .null
            }
    }
}
