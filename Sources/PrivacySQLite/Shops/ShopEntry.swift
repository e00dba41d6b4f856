internal import Privacy
internal import SQLite
internal import Synchronization

/// One shop that was asked for: its file while it is open, and what waits to be written to it.
///
/// Opening and closing happen under the entry's lock, so that a file is never open twice.
final class ShopEntry: Sendable {
    private struct State {
        var file: ShopFile?
        var users = 0
        var isDeleted = false
        var isBeingReplaced = false
    }

    let id: ShopID
    let queue = WriteQueue()
    /// Reads that the audit chain does not have yet.
    let audit = AuditCounter()
    /// A tick of the owner's clock at the last use; what the LRU looks at.
    let lastUse = Atomic<Int>(0)
    private let opened: OpenEntries
    private let state = Mutex(State())

    init(id: ShopID, opened: OpenEntries) {
        self.id = id
        self.opened = opened
    }

    /// The open file, which stays open until ``release()``.
    ///
    /// - Parameter open: Opens it; called when it is not.
    func acquire(_ open: () throws -> ShopFile) throws -> (file: ShopFile, isNew: Bool) {
        try state.withLock { state in
            guard !state.isDeleted else {
                throw PrivacyError(.unavailable, "The shop is being deleted.")
            }
            guard !state.isBeingReplaced else {
                throw PrivacyError(.unavailable, "The shop is being restored: try again.")
            }
            if let file = state.file {
                state.users += 1
                return (file, false)
            }
            let file = try open()
            state.file = file
            opened.insert(self)
            state.users += 1
            return (file, true)
        }
    }

    /// The open file, as ``acquire(_:)`` gives it; nil when it is not open.
    func acquireOpen() -> ShopFile? {
        state.withLock { state in
            guard let file = state.file, !state.isDeleted, !state.isBeingReplaced else {
                return nil
            }
            state.users += 1
            return file
        }
    }

    /// Begins one more use of a shop that is in use.
    func retain() { state.withLock { $0.users += 1 } }

    /// Ends one use.
    func release() { state.withLock { $0.users -= 1 } }

    /// Closes the file unless somebody uses it; true: it is closed now.
    ///
    /// - Parameter isLast: Whether it is not opened again: then counted reads are written down now.
    func closeIfIdle(isLast: Bool = false) -> Bool {
        state.withLock { state in
            guard state.users == 0 else { return false }
            if let file = state.file {
                close(file, isLast: isLast)
                opened.remove(id)
            }
            state.file = nil
            return true
        }
    }

    /// Whether the file is open, or reads wait for the audit chain.
    var hasSomethingToClose: Bool { state.withLock { $0.file != nil } || !audit.isEmpty }

    /// Closes the file unless somebody uses it, after the counted reads were written down.
    ///
    /// - Parameter open: Opens it for those; called when it is not open.
    func closeUnused(_ open: () throws -> ShopFile) {
        state.withLock { state in
            guard state.users == 0, !state.isDeleted, !state.isBeingReplaced else { return }
            let isOpen = state.file != nil
            guard let file = isOpen || audit.isEmpty ? state.file : try? open() else { return }
            close(file, isLast: true)
            state.file = nil
            if isOpen { opened.remove(id) }
        }
    }

    /// From now on nobody acquires it; true once nobody uses it and it is closed.
    func closeForDeletion() -> Bool {
        state.withLock { $0.isDeleted = true }
        return closeIfIdle(isLast: true)
    }

    /// From now on nobody acquires it until ``reopen()``; true once it is closed.
    func closeForReplacement() -> Bool {
        state.withLock { $0.isBeingReplaced = true }
        return closeIfIdle()
    }

    /// Lets it be acquired again.
    func reopen() { state.withLock { $0.isBeingReplaced = false } }

    /// Reads that were counted wait for the shop's next opening, unless its ledger is open anyway.
    private func close(_ file: ShopFile, isLast: Bool) {
        if isLast || file.hasOpenLedger { AuditFlush(counter: audit).run(file) }
        file.close()
        if !audit.isEmpty { opened.leftUncounted(id) }
    }
}
