import CSQLite

extension Connection {
    /// What a connection may do with its file.
    public enum Access: Sendable {
        /// Reads a file that exists.
        case readOnly
        /// Reads a file that nobody changes meanwhile, without locks and without files beside it: those
        /// that a database with a write-ahead log otherwise needs, also to be read.
        ///
        /// What stands in its log is not seen. See <https://www.sqlite.org/uri.html>, immutable.
        case still
        /// Reads and writes a file that exists.
        case readWrite
        /// Reads and writes, and makes the file if there is none.
        case create

        var flags: Int32 {
            switch self {
            case .readOnly: SQLITE_OPEN_READONLY
            case .still: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        }
    }
}
