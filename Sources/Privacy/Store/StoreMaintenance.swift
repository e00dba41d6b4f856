/// The long work on a store: snapshots, purges and their proof.
///
/// Calls go on meanwhile. A store that is going to be closed ends the work at its next step.
public protocol StoreMaintenance: Sendable {
    /// Makes a snapshot of a shop.
    ///
    /// - Parameter keep: How many snapshots of the shop stay, this one included; nil: all.
    func backUp(
        _ shop: Shop, keep: Int?, for call: Call, report: @escaping MaintenanceProgress.Report
    )
        async throws(PrivacyError) -> BackupSummary

    /// Makes an encrypted snapshot of the registry: the shops, their settings, the digests of their
    /// keys and their secrets.
    ///
    /// - Parameter key: What it is encrypted with: at least 32 bytes.
    /// - Returns: The path of the file.
    func backUpRegistry(key: [UInt8], keep: Int?, for call: Call)
        async throws(PrivacyError) -> String

    /// Puts a snapshot in place of what its shop holds, and carries out on it what was forgotten
    /// since. Refuses one that is truncated or altered, one of an unknown shop, and one that is
    /// older than the ledger reaches; then nothing has changed.
    func restore(from path: String, for call: Call, report: @escaping MaintenanceProgress.Report)
        async throws(PrivacyError) -> RestoreSummary

    /// Finishes the purges that are pending and looks at every file; with `backups`, rewrites the
    /// retained snapshots too.
    func purge(backups: Bool, for call: Call, report: @escaping MaintenanceProgress.Report)
        async throws(PrivacyError) -> PurgeSummary

    /// Looks whether everything is as it should be; changes nothing but the audit chains.
    func verify(for call: Call, report: @escaping MaintenanceProgress.Report)
        async throws(PrivacyError) -> VerificationReport
}
