import CSQLite

/// One of the files a connection has open.
public enum DatabaseFile: Sendable {
    /// The database file itself.
    case main
    /// The write-ahead log, which a connection opens with its first read.
    case writeAheadLog

    /// The file control that tells SQLite's handle of the file.
    ///
    /// See <https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html>.
    var control: Int32 {
        switch self {
        case .main: SQLITE_FCNTL_FILE_POINTER
        case .writeAheadLog: SQLITE_FCNTL_JOURNAL_POINTER
        }
    }
}
