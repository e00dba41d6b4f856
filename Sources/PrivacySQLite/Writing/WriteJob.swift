internal import Privacy
internal import SQLite

/// One unit of writing that waits for its turn; it fails or commits as a whole.
final class WriteJob: Sendable {
    /// Does the writing inside the transaction.
    let run: @Sendable (Connection) throws -> Void
    /// Told once, after the transaction is on disk (nil) or the job has failed.
    let finish: @Sendable (PrivacyError?) -> Void

    init(
        run: @escaping @Sendable (Connection) throws -> Void,
        finish: @escaping @Sendable (PrivacyError?) -> Void
    ) {
        self.run = run
        self.finish = finish
    }
}
