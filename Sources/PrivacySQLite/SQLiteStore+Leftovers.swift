internal import Glibc
internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// Deletes what an end of the process has left of snapshots that were being made, rewritten or
    /// restored, which are copies of what shops hold, and of ledgers that were being made.
    ///
    /// Only on the thread for long work, where nothing of the kind is being made meanwhile.
    func removeLeftovers() {
        guard let shops = try? registry.shopIDs() else { return }
        for id in shops where !isStopping {
            let shop = filesOfShop(id)
            try? ShopRestore.removeLeftovers(of: shop)
            // Where there is none, one may be being made.
            if shop.files.contains(ShopFolder.ledgerName) {
                try? shop.files.remove(ShopFolder.newLedgerName)
            }
            try? snapshotsOfShop(id).removeLeftovers()
        }
        try? BackupFolder(registryIn: folder).removeLeftovers()
    }

    /// Removes the digests of forgets that have served their time, in every shop that has a ledger.
    ///
    /// They have when the suppression is over and no snapshot is older than the forget; from then on
    /// an older snapshot is refused. Blocks; only on the thread for long work.
    func pruneDigests() {
        guard let shops = try? registry.shops() else { return }
        let now = Int64(time(nil))
        for shop in shops where !isStopping {
            guard ShopFolder(data: folder, id: shop.id).files.contains(ShopFolder.ledgerName) else {
                continue
            }
            let horizon = SuppressionCheck.horizon(shop.settings, at: now) ?? now
            _ = try? upkeepBlocking(in: shop.id) { file in
                let ledger = try file.ledger()
                let pruned = try ledger.write { try $0.pruneDigests(since: horizon) }
                if pruned { try ledger.emptyLog() }
            }
        }
    }
}
