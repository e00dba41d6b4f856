internal import Privacy
internal import SQLite

/// Finishes what an end of the process left in the middle, before a shop is used.
struct ShopRecovery {
    let file: ShopFile
    let settings: ShopSettings
    let lookbackSeconds: Int64
    let now: Int64
    let pending: PendingShops

    /// Whether all that was intended is carried out, purged and told, in a file that is ready; without opening
    /// anything for it.
    static func isNothingLeft(_ file: ShopFile, _ pending: PendingShops) throws -> Bool {
        let position = file.position
        let unverified = try file.askLedger { connection in
            try connection.lastErasure() == position && !connection.hasUnpurged()
                ? try connection.unverifiedErasures() : nil
        }
        guard let unverified else { return false }
        pending.setUnverified(unverified, of: file.id)
        return true
    }

    /// Carries out the forgets that were intended, empties the log, and tells the ledger.
    func run() throws {
        let writing = ShopWriting(
            connection: try file.writer, digester: file.secrets.identifiers, settings: settings,
            suppression: SuppressionCheck(names: nil, settings: settings, time: now),
            lookbackSeconds: lookbackSeconds)
        let replay = ErasureReplay(
            writing: writing, ledger: try file.ledger(),
            call: Call(origin: .shop, time: now, actor: .service))
        _ = try replay.run()
        file.reached(try file.writer.erasurePosition())
        try PurgeStep(file: file).retryOrThrow()
        pending.setUnverified(try file.ledger().writer.unverifiedErasures(), of: file.id)
    }
}
