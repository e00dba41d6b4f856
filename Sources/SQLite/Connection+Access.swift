import CSQLite

extension Connection {
    /// What a connection may do with its file.
    public enum Access: Sendable {
        /// Reads a file that exists.
        case readOnly
        /// Reads and writes a file that exists.
        case readWrite
        /// Reads and writes, and makes the file if there is none.
        case create

        var flags: Int32 {
            switch self {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        }
    }
}
