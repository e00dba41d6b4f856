import CSQLite

/// How far a checkpoint goes, and for whom it waits.
///
/// See <https://www.sqlite.org/c3ref/wal_checkpoint_v2.html>.
public enum CheckpointMode: Sendable {
    /// Moves what can be moved without waiting for anyone.
    case passive
    /// Waits for writers and for readers of older states, then moves everything.
    case full
    /// As full, then waits for all readers of the log, so that the next write starts it anew.
    case restart
    /// As restart, and cuts the log to no bytes.
    case truncate

    var rawValue: Int32 {
        switch self {
        case .passive: SQLITE_CHECKPOINT_PASSIVE
        case .full: SQLITE_CHECKPOINT_FULL
        case .restart: SQLITE_CHECKPOINT_RESTART
        case .truncate: SQLITE_CHECKPOINT_TRUNCATE
        }
    }
}
