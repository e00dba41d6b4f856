internal import Privacy
internal import SQLite

/// Runs jobs in one transaction: one sync for all of them.
///
/// Each job stands in a savepoint of its own, so that one that fails takes nobody along. An error
/// such as a full disk makes SQLite roll the whole transaction back, savepoints included
/// (<https://www.sqlite.org/lang_transaction.html>); then each job runs again alone.
struct CommitBatch {
    /// How long jobs are taken into one commit: what it adds to the wait of the first of them.
    static let duration = Duration.milliseconds(5)

    let connection: Connection

    /// Runs jobs from the first on, as many as find time, and says of each of those, in order,
    /// why it failed or nil: it is on disk.
    func run(_ jobs: [WriteJob]) -> [PrivacyError?] {
        if jobs.count == 1 { return [alone(jobs[0])] }
        return together(jobs) ?? jobs.map(alone)
    }

    /// Nil when the transaction was lost and nothing is on disk.
    private func together(_ jobs: [WriteJob]) -> [PrivacyError?]? {
        do {
            let deadline = ContinuousClock.now + Self.duration
            try connection.begin(.immediate)
            var outcomes: [PrivacyError?] = []
            outcomes.reserveCapacity(jobs.count)
            for job in jobs where outcomes.isEmpty || ContinuousClock.now < deadline {
                guard let outcome = try inSavepoint(job) else { return nil }
                outcomes.append(outcome.failure)
            }
            try connection.commit()
            return outcomes
        } catch {
            connection.rollback()
            return nil
        }
    }

    private struct Outcome {
        var failure: PrivacyError?
    }

    /// Nil when SQLite rolled the whole transaction back.
    private func inSavepoint(_ job: WriteJob) throws -> Outcome? {
        try connection.savepoint()
        do {
            try job.run(connection)
            try connection.release()
            return Outcome(failure: nil)
        } catch {
            guard connection.isInTransaction else { return nil }
            try connection.rollbackToSavepoint()
            return Outcome(failure: StorageError.translate(error))
        }
    }

    private func alone(_ job: WriteJob) -> PrivacyError? {
        do {
            try connection.begin(.immediate)
            try job.run(connection)
            try connection.commit()
            return nil
        } catch {
            connection.rollback()
            return StorageError.translate(error)
        }
    }
}
