internal import Glibc
internal import Synchronization

/// A place at which a test can have the process killed, as a loss of power would.
///
/// Between any two of them the files are in another state. In a release build there are none: the
/// call is empty.
enum FaultPoint: String, CaseIterable {
    /// A change of a shop that is seldom written to is on disk in the log, but not in the file.
    case changeLogged = "change.logged"
    /// It is in the file too, nobody was answered.
    case changeApplied = "change.applied"
    /// The intents stand in the ledger's transaction, which is not on disk.
    case forgetIntending = "forget.intending"
    /// The intents are on disk, the erasure is not.
    case forgetIntended = "forget.intended"
    /// The erasure is on disk, the log holds what was erased.
    case forgetCommitted = "forget.committed"
    /// A slice of the rows of somebody with a long history is gone.
    case sweepSlice = "sweep.slice"
    /// The log was moved into the file and cut.
    case forgetTruncated = "forget.truncated"
    /// The cut is on disk, the ledger does not know it.
    case forgetPurged = "forget.purged"
    /// The ledger knows it, nobody was answered.
    case forgetMarked = "forget.marked"
    /// A part of the look at all files is done.
    case lookSlice = "look.slice"
    /// The look is done, the ledger does not know it.
    case lookDone = "look.done"
    /// A part of the pages of a snapshot is copied.
    case backupCopying = "backup.copying"
    /// The copy is whole.
    case backupCopied = "backup.copied"
    /// The packed file is written beside its name.
    case backupPacked = "backup.packed"
    /// The packed file has its name, old ones are not removed.
    case backupNamed = "backup.named"
    /// The snapshot is unpacked beside the shop's file.
    case restoreUnpacked = "restore.unpacked"
    /// The forgets since then are carried out on it.
    case restoreReplayed = "restore.replayed"
    /// The shop's files are closed, its log is gone.
    case restoreClosed = "restore.closed"
    /// The snapshot has taken the place of the shop's file.
    case restorePlaced = "restore.placed"
    /// A retained snapshot is unpacked.
    case rewriteUnpacked = "rewrite.unpacked"
    /// The forgets are carried out on it.
    case rewriteReplayed = "rewrite.replayed"
    /// The new snapshot is packed beside the old one.
    case rewritePacked = "rewrite.packed"
    /// The new snapshot has taken the place of the old one.
    case rewriteNamed = "rewrite.named"

    /// Kills the process if the environment asks for it here: `OBLIO_FAULT=name`, or `name:n` for
    /// the n-th time.
    static func hit(_ point: FaultPoint) {
        #if DEBUG
            guard let wish, wish.name == point.rawValue else { return }
            guard passed.add(1, ordering: .relaxed).newValue == wish.count else { return }
            kill(getpid(), SIGKILL)
            // The signal ends all threads; none goes on meanwhile.
            while true { pause() }
        #endif
    }

    #if DEBUG
        private static let passed = Atomic<Int>(0)
        private static let wish: (name: String, count: Int)? = {
            guard let text = unsafe getenv("OBLIO_FAULT").map({ unsafe String(cString: $0) }) else {
                return nil
            }
            let parts = text.split(separator: ":")
            guard let name = parts.first else { return nil }
            return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
        }()
    #endif
}
