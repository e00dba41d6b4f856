internal import Privacy
internal import SQLite

/// How a snapshot stands to the ledger of its shop: numbers of forgets mean the same in both only if
/// the ledger goes on where the snapshot's ends.
struct SnapshotLineage {
    let manifest: SnapshotManifest
    let ledger: Ledger

    /// Whether the snapshot's audit chain is the begin of the ledger's.
    func isContinued() throws -> Bool {
        let chain = manifest.chain
        if chain.sequence == 0 { return true }
        return try ledger.read { try $0.auditHash(of: chain.sequence) } == chain.hash
    }

    /// Refuses a snapshot on which this ledger cannot tell who was forgotten since.
    func check() throws {
        guard try isContinued() else {
            throw PrivacyError(
                .invalid,
                """
                The snapshot is of another history than this shop's ledger: it cannot be told who \
                was forgotten since.
                """)
        }
        guard manifest.position >= (try ledger.read { try $0.prunedThrough() }) else {
            throw PrivacyError(
                .invalid,
                """
                The snapshot is older than the ledger reaches: it cannot be told any more who was \
                forgotten since.
                """)
        }
    }
}
