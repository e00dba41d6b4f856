/// What a checkpoint did.
///
/// See <https://www.sqlite.org/pragma.html#pragma_wal_checkpoint>.
public struct CheckpointResult: Sendable, Equatable {
    /// Whether a reader or writer kept the checkpoint from finishing.
    public let busy: Bool
    /// The frames (pages) in the log; 0 after it was truncated, -1 when that is not known.
    public let walFrames: Int
    /// The frames of the log that stand in the database file; -1 when that is not known.
    public let checkpointedFrames: Int

    /// Whether everything in the log stands in the database file.
    public var isComplete: Bool {
        !busy && walFrames == checkpointedFrames
    }
}
