internal import Privacy
internal import SQLite

/// A copy of a shop's two files, made on its writer's thread between commits.
///
/// Nobody waits for it longer than one step takes, and nothing has to hold still: what is committed
/// between two steps comes into the copy (``Backup``). The ledger follows the shop's file, so it
/// knows every forget that is carried out in that.
///
/// The copy stands on the disk as it is until it is packed, in the folder of the snapshots with a
/// mode of 0600: kept from others as well as the shop's own file is. It is deleted, and overwritten, when it is packed
/// or has failed, and after an end of the process with the folder's other leftovers.
///
/// One thread at a time may use it.
final class SnapshotCopy: @unchecked Sendable {
    /// How long a step copies: somebody's commit may wait for it.
    static let stepTime = Duration.milliseconds(2)
    /// Copied between two looks at the clock: of pages of 4 kB some 0.1 ms, and as fast as more.
    private static let pagesAtOnce: Int32 = 8
    /// First the shop's file, then the ledger.
    private static let order: [SnapshotManifest.FileName] = [.privacy, .ledger]

    /// The name of the snapshot that it is for.
    let name: SnapshotName
    private let shop: ShopID
    private let created: Int64
    private let folder: BackupFolder
    private let sources: [SnapshotManifest.FileName: Connection]
    private var copies: [SnapshotManifest.FileName: DatabaseCopy] = [:]
    private var isCopied: Set<SnapshotManifest.FileName> = []

    /// Prepares a copy; nothing is made before the first step.
    ///
    /// - Parameters:
    ///   - privacy: The writer of the shop's file; to stay open until both are copied or given up.
    ///   - ledger: The writer of its ledger, likewise.
    ///   - created: Now, in seconds since 1970.
    init(
        of shop: ShopID, privacy: Connection, ledger: Connection, in folder: BackupFolder,
        created: Int64
    ) {
        self.shop = shop
        self.created = created
        self.folder = folder
        sources = [.privacy: privacy, .ledger: ledger]
        name = SnapshotName(created: created)
    }

    /// Copies for some time; true once both files are copied, and the writers need not be kept.
    ///
    /// Only for the writer's thread, outside of a transaction. After a failure the copy is to be
    /// given up.
    func step(for time: Duration = stepTime) throws(PrivacyError) -> Bool {
        try StorageError.translating {
            let end = ContinuousClock.now + time
            while let next = Self.order.first(where: { !isCopied.contains($0) }) {
                if try copy(of: next).step(pages: Self.pagesAtOnce) { isCopied.insert(next) }
                if ContinuousClock.now >= end { break }
            }
            let isWhole = isCopied.count == Self.order.count
            FaultPoint.hit(isWhole ? .backupCopied : .backupCopying)
            return isWhole
        }
    }

    /// How far the file is that is being copied.
    var progress: MaintenanceProgress {
        let current = Self.order.last { copies[$0] != nil }
        let (done, total) = current.flatMap { copies[$0]?.progress } ?? (0, 0)
        return MaintenanceProgress(step: "copying the shop", done: done, total: total)
    }

    /// Closes the whole copy, and tells what a snapshot is to be packed from; from any thread.
    func finish() throws(PrivacyError) -> SnapshotContents {
        try StorageError.translating {
            let position = try copy(of: .privacy).close { try $0.erasurePosition() }
            let head = try copy(of: .ledger).close { try $0.auditHead() }
            return SnapshotContents(
                shop: shop, created: created, position: position,
                chain: .init(sequence: head?.sequence ?? 0, hash: head?.hash ?? AuditChain.start),
                paths: copies.mapValues(\.path))
        }
    }

    /// Closes the copy as it is; only for the writer's thread.
    func giveUp() { for copy in copies.values { copy.giveUp() } }

    /// Deletes the copy, once it is closed; from any thread.
    func remove() {
        for name in Self.order { try? folder.removeTemporary(for: self.name, name.rawValue) }
        copies = [:]
    }

    private func copy(of name: SnapshotManifest.FileName) throws -> DatabaseCopy {
        if let copy = copies[name] { return copy }
        guard let source = sources[name] else { preconditionFailure("Both files are given.") }
        let path = folder.temporaryPath(for: self.name, name.rawValue)
        let copy = try DatabaseCopy(of: source, at: path)
        copies[name] = copy
        return copy
    }
}
