internal import Privacy
internal import SQLite

/// One unit of writing that waits for its turn; it fails or commits as a whole.
final class WriteJob: Sendable {
    /// Whether what it removes is to be purged before it is told.
    let erases: Bool
    /// Does the writing inside the transaction.
    let run: @Sendable (Connection) throws -> Void
    /// Told once, after the transaction is on disk and, if it erases, purged (nil), or the job has failed.
    let finish: @Sendable (PrivacyError?) -> Void

    init(
        erases: Bool, run: @escaping @Sendable (Connection) throws -> Void,
        finish: @escaping @Sendable (PrivacyError?) -> Void
    ) {
        self.erases = erases
        self.run = run
        self.finish = finish
    }
}
