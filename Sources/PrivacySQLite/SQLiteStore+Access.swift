internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// Runs `body` in a read transaction of the shop, on the caller's thread.
    func read<R>(_ shop: Shop, _ body: (ShopReading) throws -> R)
        async throws(PrivacyError) -> R
    {
        try await read(shop) { _, reading in try body(reading) }
    }

    /// Runs `body` in a read transaction of the shop, with its open files.
    func read<R>(_ shop: Shop, _ body: (ShopFile, ShopReading) throws -> R)
        async throws(PrivacyError) -> R
    {
        let use = try await acquire(shop.id)
        defer { files.release(use) }
        await use.file.gate.enter()
        defer { use.file.gate.leave() }
        return try noting(shop.id) {
            try use.file.read { connection in
                try body(
                    use.file,
                    ShopReading(connection: connection, digester: use.file.secrets.identifiers))
            }
        }
    }

    /// Runs `body`, and notes what of the machine it met.
    func noting<R>(_ id: ShopID, _ body: () throws -> R) throws(PrivacyError) -> R {
        do {
            return try body()
        } catch {
            let error = StorageError.translate(error)
            faults.note(error, of: id)
            throw error
        }
    }

    /// The shop's open files, to be given back.
    func acquire(_ id: ShopID) async throws(PrivacyError) -> OpenShops.Use {
        do { return try await files.acquire(id) } catch { throw StorageError.translate(error) }
    }

    /// Runs `body` in the shop's next commit, and returns once it is on disk; says of what brings in much whether
    /// other callers wait by then.
    func write<R: Sendable>(
        _ shop: Shop, at time: Int64, isBulk: Bool = false,
        _ body: @escaping @Sendable (ShopWriting) throws -> R
    ) async throws(PrivacyError) -> (result: R, othersWait: Bool) {
        let lookback = configuration.visitorLookbackSeconds
        let slot = ResultSlot<R>()
        let othersWait = try await perform(in: shop.id) { file in
            let change: CommitBatch.Change = { connection in
                if isBulk { try file.bulk.begin(connection) }
                let suppression = SuppressionCheck(
                    names: file.forgotten, settings: shop.settings, time: time)
                slot.value = try body(
                    ShopWriting(
                        connection: connection, digester: file.secrets.identifiers,
                        settings: shop.settings, suppression: suppression,
                        lookbackSeconds: lookback))
                return suppression.renewed
            }
            return .change(change, isBulk: isBulk)
        }
        return (try slot.result(), othersWait)
    }

    /// Runs a bounded piece of work on the shop's writer's thread, while nobody writes.
    func upkeep<R: Sendable>(
        in shop: ShopID, _ body: @escaping @Sendable (ShopFile) throws -> R
    ) async throws(PrivacyError) -> R {
        let slot = ResultSlot<R>()
        try await perform(in: shop) { _ in .upkeep { file in slot.value = try body(file) } }
        return try slot.result()
    }

    /// The same, blocking the calling thread until it is done: for the upkeep's own thread.
    func upkeepBlocking<R: Sendable>(
        in shop: ShopID, _ body: @escaping @Sendable (ShopFile) throws -> R
    ) throws -> R {
        let use = try files.acquireBlocking(shop)
        defer { files.release(use) }
        return try upkeepBlocking(use, body)
    }

    /// The same with a shop that is in use already: nothing can come in between, not even the shop's
    /// deletion.
    func upkeepBlocking<R: Sendable>(
        _ use: OpenShops.Use, _ body: @escaping @Sendable (ShopFile) throws -> R
    ) throws -> R {
        let (slot, done) = (ResultSlot<R>(), Semaphore())
        use.entry.retain()
        enqueue(.upkeep { file in slot.value = try body(file) }, use) { error in
            slot.failure = error
            done.signal()
        }
        done.wait()
        return try slot.result()
    }

    /// Has the shop's writer do some work, and returns once it is done; says of what brings in much whether
    /// other callers wait by then.
    @discardableResult
    func perform(
        in shop: ShopID, _ work: (ShopFile) -> WriteJob.Work
    ) async throws(PrivacyError) -> Bool {
        let use = try await acquire(shop)
        let work = work(use.file)
        // Whoever else is about to write gets here first, so that one commit is for all of them.
        if work.isSmallChange, use.entry.queue.expectsCompany { await Task.yield() }
        guard !work.isCallers || !use.entry.queue.isFull else {
            files.release(use)
            throw PrivacyError(.unavailable, "Too many changes of the shop are waiting: try again.")
        }
        // Unchecked, for a checked one costs an allocation and a lock; a job is told once.
        let end: (failure: PrivacyError?, othersWait: Bool) =
            unsafe await withUnsafeContinuation { continuation in
                enqueue(work, use) { error in
                    let othersWait = work.isBulk && use.entry.queue.holdsCallers
                    unsafe continuation.resume(returning: (error, othersWait))
                }
            }
        if let failure = end.failure { throw failure }
        return end.othersWait
    }

    /// Queues work of a shop that is in use until the work is finished.
    func enqueue(
        _ work: WriteJob.Work, _ use: OpenShops.Use,
        finish: @escaping @Sendable (PrivacyError?) -> Void
    ) {
        let job = WriteJob(work) { error in
            self.files.release(use)
            if let error { self.faults.note(error, of: use.entry.id) }
            finish(error)
        }
        writes.queued()
        if use.entry.queue.append(job) { schedule(use) }
    }

    /// Has a thread do what waits for the shop, until nothing does.
    ///
    /// Every waiting job holds a use of the shop, so a file is open when a turn begins. The one of the turn before may have been
    /// closed, since the last of its jobs was told before it had ended.
    private func schedule(_ use: OpenShops.Use) {
        let (entry, pending, statistics) = (use.entry, pending, writes)
        threads.enqueueTurns { takesLong in
            guard let file = entry.openFile else {
                preconditionFailure("What waits holds a use of its shop.")
            }
            return ShopWriter(file: file, pending: pending, statistics: statistics)
                .drain(entry.queue, takesLong: takesLong)
        }
    }
}

/// Where a job leaves what it made; read only after the job has run.
private final class ResultSlot<R: Sendable>: @unchecked Sendable {
    var value: R?
    var failure: PrivacyError?

    func result() throws(PrivacyError) -> R {
        if let failure { throw failure }
        guard let value else {
            throw PrivacyError(.storage, "The work was finished without a result.")
        }
        return value
    }
}
