internal import Privacy
internal import SQLite

/// One unit of work that waits for the shop's writer; it fails or is on disk as a whole.
final class WriteJob: Sendable {
    /// What is to be done.
    enum Work: Sendable {
        /// Writing inside a transaction that others share; gives back whose suppression it ended.
        case change(CommitBatch.Change, isBulk: Bool)
        /// A forget, which is purged before it is told.
        case erasure(ErasureRequest)
        /// The rest of forgets that are committed.
        case sweep(ErasureSweep)
        /// A bounded piece of work outside of any transaction, while nobody writes.
        case upkeep(@Sendable (ShopFile) throws -> Void)

        /// Whether it brings in much.
        var isBulk: Bool {
            if case .change(_, let isBulk) = self { isBulk } else { false }
        }

        /// Whether it is done soon, in a commit with others of its kind.
        var isSmallChange: Bool {
            if case .change(_, isBulk: false) = self { true } else { false }
        }

        /// Whether a caller waits for it, and not the service itself.
        var isCallers: Bool {
            switch self {
            case .change, .erasure: true
            case .sweep, .upkeep: false
            }
        }
    }

    let work: Work
    /// Told once: nil after it is on disk (and, if it erases, purged), or why it failed.
    let finish: @Sendable (PrivacyError?) -> Void

    init(_ work: Work, finish: @escaping @Sendable (PrivacyError?) -> Void) {
        self.work = work
        self.finish = finish
    }
}
