public import Privacy
internal import SQLite

extension SQLiteStore {
    static let closing = PrivacyError(.unavailable, "The service is closing.")

    /// How often a look that found something is repeated before it is given up.
    private static let looks = 3

    /// Finishes the purges that are pending, looks at every file, and with `backups` rewrites the
    /// retained snapshots.
    public func purge(
        backups: Bool, for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> PurgeSummary {
        try await maintain { [self] in
            var summary = PurgeSummary()
            let (examined, repairs) = (statistics.examinedBytes, statistics.repairs)
            for shop in try registry.shops() {
                summary.shops += 1
                try purge(shop, backups: backups, call, &summary, report)
            }
            summary.examinedBytes = Int64(statistics.examinedBytes - examined)
            summary.repaired = Int64(statistics.repairs - repairs)
            return summary
        }
    }

    /// Looks whether everything is as it should be.
    public func verify(
        for call: Call, report: @escaping MaintenanceProgress.Report
    ) async throws(PrivacyError) -> VerificationReport {
        try await maintain { [self] in
            var whole = VerificationReport()
            for message in try registry.damage() {
                whole.faults.append(.init(shop: "", message: "registry.db: \(message)"))
            }
            for shop in try registry.shops() {
                let faults = whole.faults.count
                do {
                    try ShopVerification(store: self, id: shop.id, report: report).run(&whole)
                } catch {
                    if isStopping { throw Self.closing }
                    let message = StorageError.translate(error).message
                    whole.faults.append(.init(shop: shop.id.text, message: message))
                }
                let outcome =
                    whole.faults.count == faults ? AuditEvent.Outcome.ok : AuditEvent.Outcome.found
                try? chain(AuditEvent(.verify, by: call.actor, outcome, at: call.time), of: shop.id)
            }
            return whole
        }
    }

    /// Adds an entry to a shop's audit chain; blocks.
    func chain(_ event: AuditEvent, of id: ShopID) throws {
        try upkeepBlocking(in: id) { file in
            let ledger = try file.ledger()
            try ledger.write { _ in try ledger.append([event]) }
        }
    }

    /// Runs long work on the thread for it, after what was asked for before.
    func maintain<R: Sendable>(
        _ body: @escaping @Sendable () throws -> R
    ) async throws(PrivacyError) -> R {
        guard !isStopping else { throw Self.closing }
        let result: Result<R, PrivacyError> = await withCheckedContinuation { continuation in
            maintenance.enqueue {
                do {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(StorageError.translate(error)))
                }
            }
        }
        return try result.get()
    }

    private func purge(
        _ shop: Shop, backups: Bool, _ call: Call, _ summary: inout PurgeSummary,
        _ report: MaintenanceProgress.Report
    ) throws {
        guard try upkeepBlocking(in: shop.id, { $0.position }) > 0 else { return }
        for attempt in 1...Self.looks {
            if let advanced = try look(at: shop.id, report: report) {
                summary.erasures += advanced
                break
            }
            if isStopping { throw Self.closing }
            if attempt == Self.looks {
                throw PrivacyError(.storage, "Something that was erased could not be removed.")
            }
        }
        try chain(AuditEvent(.purge, by: call.actor, at: call.time), of: shop.id)
    }
}
