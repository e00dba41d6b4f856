/// How far a backup has come.
///
/// See <https://www.sqlite.org/c3ref/backup_finish.html>.
public struct BackupProgress: Sendable, Equatable {
    /// The pages still to be copied.
    public let remainingPages: Int
    /// The pages of the database that is copied.
    public let totalPages: Int
}
