internal import Privacy
internal import SQLite

/// Runs changes in one transaction: one sync for all of them.
///
/// Nearly always all of them succeed, and so they run one after the other. When one fails, all is
/// rolled back and each runs again in a savepoint of its own, so that it takes nobody along. An error
/// such as a full disk makes SQLite roll the whole transaction back, savepoints included
/// (<https://www.sqlite.org/lang_transaction.html>); then each runs once more, alone.
struct CommitBatch {
    typealias Change = @Sendable (Connection) throws -> Set<SubjectName>

    /// What became of a change: why it failed, or whose suppression it ended.
    typealias Outcome = Result<Set<SubjectName>, PrivacyError>

    /// How long changes are taken into one commit: what it adds to the wait of the first of them.
    static let duration = Duration.milliseconds(5)

    let connection: Connection

    /// Runs changes from the first on, as many as find time, and says of each of those, in order,
    /// what became of it.
    ///
    /// Throws when none can be begun: then none is tried by itself, which would have the last of them wait for all.
    func run(_ changes: [Change]) throws -> [Outcome] {
        if changes.count == 1 { return [alone(changes[0])] }
        return try together(changes) { .success(try $0(connection)) }
            ?? together(changes) { change in try connection.inSavepoint { try change(connection) } }
            ?? changes.map(alone)
    }

    /// Nil when a change threw, or the transaction was lost: nothing is on disk.
    private func together(
        _ changes: [Change], _ perform: (Change) throws -> Outcome
    ) throws -> [Outcome]? {
        try connection.begin(.immediate)
        do {
            let deadline = ContinuousClock.now + Self.duration
            var outcomes: [Outcome] = []
            outcomes.reserveCapacity(changes.count)
            for change in changes where outcomes.isEmpty || ContinuousClock.now < deadline {
                outcomes.append(try perform(change))
            }
            try connection.commit()
            return outcomes
        } catch {
            undo()
            return nil
        }
    }

    private func alone(_ change: Change) -> Outcome {
        do {
            try connection.begin(.immediate)
            let renewed = try change(connection)
            try connection.commit()
            return .success(renewed)
        } catch {
            undo()
            return .failure(StorageError.translate(error))
        }
    }

    /// Rolls back, and drops the pages that it has read: SQLite does not put back what stood in those that
    /// were free, so bytes that were undone could come into the file with somebody else's.
    private func undo() {
        connection.rollback()
        connection.releaseMemory()
    }
}

extension Connection {
    /// Runs `body` in a savepoint, which is rolled back when it fails.
    ///
    /// Throws what it threw when SQLite rolled the whole transaction back with it.
    func inSavepoint<R>(_ body: () throws -> R) throws -> Result<R, PrivacyError> {
        try savepoint()
        do {
            let result = try body()
            try release()
            return .success(result)
        } catch {
            guard isInTransaction else { throw error }
            try rollbackToSavepoint()
            try release()
            return .failure(StorageError.translate(error))
        }
    }
}
