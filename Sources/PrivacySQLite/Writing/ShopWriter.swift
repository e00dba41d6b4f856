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

    /// The jobs of a turn by what they are.
    private struct Turn {
        var changes: [(job: WriteJob, run: CommitBatch.Change)] = []
        var isBulk = false
        var erasures: [(job: WriteJob, request: ErasureRequest)] = []
        var sweeps: [(job: WriteJob, sweep: ErasureSweep)] = []
        var upkeep: [(job: WriteJob, run: @Sendable (ShopFile) throws -> Void)] = []

        init(_ jobs: [WriteJob]) {
            for job in jobs {
                switch job.work {
                case .change(let run, let isBulk):
                    changes.append((job, run))
                    self.isBulk = self.isBulk || isBulk
                case .erasure(let request): erasures.append((job, request))
                case .sweep(let sweep): sweeps.append((job, sweep))
                case .upkeep(let run): upkeep.append((job, run))
                }
            }
        }
    }

    /// Does one turn of the queue's work; true: another must be scheduled.
    ///
    /// - Parameter takesLong: Is told when there is more to do than to commit small changes.
    func drain(_ queue: WriteQueue, takesLong: () -> Void = {}) -> Bool {
        let jobs = queue.take()
        if !jobs.allSatisfy(\.work.isSmallChange) { takesLong() }
        // Before any is answered: whoever was answered is not counted among those who wait.
        statistics.taken(jobs.count)
        let turn = Turn(jobs)
        var rest = commit(turn.changes, isBulk: turn.isBulk)
        if !turn.erasures.isEmpty {
            rest += erase(turn.erasures)
        } else if turn.changes.isEmpty, turn.sweeps.isEmpty, file.isPurgePending {
            // Only in a turn of the upkeep: during a long read each try would sync for nothing.
            statistics.purged(retry())
        }
        let goingOn = sweep(turn.sweeps)
        for (job, run) in turn.upkeep { job.finish(failure { try run(file) }) }
        if !turn.changes.isEmpty, file.isLogLong {
            // All were answered: who waits for the log to be moved is who comes meanwhile, and nobody of another shop.
            takesLong()
            file.moveLog()
        }
        file.endTurn()
        statistics.queued(rest.count + goingOn.count)
        return queue.putBack(rest, goingOn: goingOn)
    }

    /// Gives back the jobs that found no time.
    private func commit(
        _ changes: [(job: WriteJob, run: CommitBatch.Change)], isBulk: Bool
    ) -> [WriteJob] {
        guard !changes.isEmpty else { return [] }
        let outcomes: [CommitBatch.Outcome]
        do {
            outcomes = try file.commit(changes.map(\.run), isBulk: isBulk)
        } catch {
            for change in changes { change.job.finish(StorageError.translate(error)) }
            return []
        }
        statistics.committed(outcomes.map(\.isSuccess))
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

    /// Gives back what of the forgets is left for further turns.
    private func erase(
        _ erasures: [(job: WriteJob, request: ErasureRequest)]
    ) -> [WriteJob] {
        let outcomes = ErasureBatch(file: file, pending: pending).commit(erasures.map(\.request))
        var done: [(job: WriteJob, done: ErasureBatch.Done)] = []
        for (erasure, outcome) in zip(erasures, outcomes) {
            switch outcome {
            case .success(let one): done.append((erasure.job, one))
            case .failure(let error): erasure.job.finish(error)
            }
        }
        statistics.committed(outcomes.map(\.isSuccess))
        let left = done.filter(\.done.hasRowsLeft)
        finish(done.filter { !$0.done.hasRowsLeft })
        if left.isEmpty { return [] }
        let sweep = ErasureSweep(left.map(\.done), left.map(\.job))
        return [WriteJob(.sweep(sweep)) { _ in }]
    }

    private func finish(_ done: [(job: WriteJob, done: ErasureBatch.Done)]) {
        guard !done.isEmpty else { return }
        let failure = ErasureBatch(file: file, pending: pending).finish(done.map(\.done))
        statistics.purged(!file.isPurgePending)
        for (job, _) in done { job.finish(failure) }
    }

    /// Removes a slice of what is left, and finishes the forgets once nothing is; gives back the jobs
    /// that have to go on.
    private func sweep(_ sweeps: [(job: WriteJob, sweep: ErasureSweep)]) -> [WriteJob] {
        guard !sweeps.isEmpty else { return [] }
        do {
            try file.writer.write { (connection: Connection) in
                _ = try connection.removeDoomedSlice()
            }
            FaultPoint.hit(.sweepSlice)
            if try file.writer.doomedSpan() != nil { return sweeps.map(\.job) }
        } catch {
            // They are found by nobody any more; the upkeep sees to the rows.
            file.hasRowsLeft = true
            file.isPurgePending = true
            let error = StorageError.translate(error)
            for (_, sweep) in sweeps { for job in sweep.jobs { job.finish(error) } }
            return []
        }
        for (job, sweep) in sweeps {
            finish(Array(zip(sweep.jobs, sweep.done)))
            job.finish(nil)
        }
        return []
    }

    /// Tries again what was put off.
    private func retry() -> Bool {
        if file.hasRowsLeft {
            guard failure({ try file.writer.removeDoomed() }) == nil else { return false }
            file.hasRowsLeft = false
        }
        return PurgeStep(file: file).retry()
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
