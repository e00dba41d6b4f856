internal import Privacy
internal import SQLite

/// One turn of a shop's writer.
///
/// What waits is concurrent, nobody of it having been answered, so it may be done in any order:
/// first the changes, in one commit; then the forgets, which so are planned on what is on disk;
/// then upkeep.
struct ShopWriter {
    let file: ShopFile
    let pending: PendingShops
    let statistics: WriteStatistics

    /// Does one turn of the queue's work; true: another must be scheduled.
    func drain(_ queue: WriteQueue) -> Bool {
        let jobs = queue.take()
        var changes: [(job: WriteJob, run: CommitBatch.Change)] = []
        var erasures: [(job: WriteJob, request: ErasureRequest)] = []
        var upkeep: [(job: WriteJob, run: @Sendable (ShopFile) throws -> Void)] = []
        for job in jobs {
            switch job.work {
            case .change(let run): changes.append((job, run))
            case .erasure(let request): erasures.append((job, request))
            case .upkeep(let run): upkeep.append((job, run))
            }
        }
        let rest = commit(changes)
        if !erasures.isEmpty {
            erase(erasures)
        } else if changes.isEmpty, file.isPurgePending {
            // Only in a turn of the upkeep: during a long read each try would sync for nothing.
            statistics.purged(PurgeStep(file: file).retry())
        }
        for (job, run) in upkeep { job.finish(failure { try run(file) }) }
        statistics.taken(jobs.count - rest.count)
        return queue.putBack(rest)
    }

    /// Gives back the jobs that found no time.
    private func commit(
        _ changes: [(job: WriteJob, run: CommitBatch.Change)]
    ) -> [WriteJob] {
        guard !changes.isEmpty else { return [] }
        let outcomes = CommitBatch(connection: file.writer).run(changes.map(\.run))
        statistics.committed(outcomes.map { if case .success = $0 { true } else { false } })
        renew(outcomes)
        for (change, outcome) in zip(changes, outcomes) {
            switch outcome {
            case .success: change.job.finish(nil)
            case .failure(let error):
                file.hasUndone = true
                change.job.finish(error)
            }
        }
        return changes.dropFirst(outcomes.count).map(\.job)
    }

    /// Ends the suppression of those who registered anew.
    ///
    /// Should the process end before this, their next record does it.
    private func renew(_ outcomes: [CommitBatch.Outcome]) {
        var names: Set<SubjectName> = []
        for case .success(let renewed) in outcomes { names.formUnion(renewed) }
        guard !names.isEmpty else { return }
        _ = failure {
            let ledger = try file.ledger()
            try ledger.write { connection in
                for name in names {
                    _ = try connection.weaken(ledger.secrets.ledger.digest(name), to: .renewed)
                }
            }
        }
    }

    private func erase(_ erasures: [(job: WriteJob, request: ErasureRequest)]) {
        let outcomes = ErasureBatch(file: file, pending: pending)
            .run(erasures.map(\.request))
        statistics.committed(outcomes.map { $0 == nil })
        if outcomes.contains(where: { $0 == nil }) { statistics.purged(!file.isPurgePending) }
        for (erasure, outcome) in zip(erasures, outcomes) { erasure.job.finish(outcome) }
    }

    private func failure(_ body: () throws -> Void) -> PrivacyError? {
        do {
            try body()
            return nil
        } catch {
            return StorageError.translate(error)
        }
    }
}
