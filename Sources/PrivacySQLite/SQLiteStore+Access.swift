internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// Runs `body` in a read transaction of the shop, on the caller's thread.
    func read<R>(_ shop: Shop, _ body: (ShopReading) throws -> R)
        async throws(PrivacyError) -> R
    {
        let use = try StorageError.translating { try files.acquire(shop.id) }
        defer { files.release(use) }
        await use.file.gate.enter()
        defer { use.file.gate.leave() }
        return try StorageError.translating {
            try use.file.read { connection in
                try body(ShopReading(connection: connection, digester: use.digester))
            }
        }
    }

    /// Runs `body` in the shop's next commit and returns once it is on disk.
    ///
    /// - Parameter erases: Whether what it removes must be gone from the files, down to the bytes,
    ///   before this returns.
    func write<R: Sendable>(
        _ shop: Shop, erases: Bool = false, _ body: @escaping @Sendable (ShopWriting) throws -> R
    ) async throws(PrivacyError) -> R {
        let use = try StorageError.translating { try files.acquire(shop.id) }
        let lookback = configuration.visitorLookbackSeconds
        let result: Result<R, PrivacyError> = await withCheckedContinuation { continuation in
            let slot = ResultSlot<R>()
            let job = WriteJob(
                erases: erases,
                run: { connection in
                    slot.value = try body(
                        ShopWriting(
                            connection: connection, digester: use.digester, settings: shop.settings,
                            lookbackSeconds: lookback))
                },
                finish: { error in
                    self.files.release(use)
                    if let error {
                        continuation.resume(returning: .failure(error))
                    } else if let value = slot.value {
                        continuation.resume(returning: .success(value))
                    }
                })
            writes.queued()
            if use.entry.queue.append(job) { schedule(use) }
        }
        return try result.get()
    }

    /// Has a thread commit what waits for the shop, until nothing does.
    ///
    /// Every waiting job holds a use of the shop, so its file stays open.
    private func schedule(_ use: OpenShops.Use) {
        threads.enqueue {
            if use.entry.queue.drain(use.file, self.writes) { self.schedule(use) }
        }
    }
}

/// Where a job leaves what it made; read only after the job has run.
private final class ResultSlot<R: Sendable>: @unchecked Sendable {
    var value: R?
}
