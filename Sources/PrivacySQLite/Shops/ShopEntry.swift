internal import Privacy
internal import SQLite
internal import Synchronization

/// One shop that was asked for: its file while it is open, and what waits to be written to it.
///
/// Opening and closing take turns, so that a file is never open twice; who uses the open file waits for
/// neither.
final class ShopEntry: Sendable {
    private struct State {
        var file: ShopFile?
        var users = 0
        var isDeleted = false
        var isBeingReplaced = false

        /// The open file, used once more; nil: it is to be opened.
        mutating func use() throws(PrivacyError) -> ShopFile? {
            guard !isDeleted else {
                throw PrivacyError(.unavailable, "The shop is being deleted.")
            }
            guard !isBeingReplaced else {
                throw PrivacyError(.unavailable, "The shop is being restored: try again.")
            }
            if file != nil { users += 1 }
            return file
        }

        /// Takes the file away to close it, unless somebody uses it; true: nobody does.
        mutating func give() -> (isUnused: Bool, file: ShopFile?) {
            guard users == 0 else { return (false, nil) }
            defer { file = nil }
            return (true, file)
        }
    }

    let id: ShopID
    let queue = WriteQueue()
    /// Reads that the audit chain does not have yet.
    let audit = AuditCounter()
    /// What was written to the files with what shops share; they need not be open.
    let logs = ShopLogs()
    /// A tick of the owner's clock at the last use; what the LRU looks at.
    let lastUse = Atomic<Int>(0)
    private let opened: OpenEntries
    private let state = Mutex(State())
    /// Held by whoever opens or closes the file.
    private let turn = Mutex<Void>(())

    init(id: ShopID, opened: OpenEntries) {
        self.id = id
        self.opened = opened
    }

    /// The open file, which stays open until ``release()``.
    ///
    /// Blocks while somebody else opens or closes it.
    ///
    /// - Parameter open: Opens it; called when it is not.
    func acquire(_ open: () throws -> ShopFile) throws -> (file: ShopFile, isNew: Bool) {
        if let file = try state.withLock({ state throws(PrivacyError) in try state.use() }) {
            return (file, false)
        }
        return try turn.withLock { _ in
            guard let (file, isNew) = try opening(open) else {
                preconditionFailure("A file was opened and is not there.")
            }
            return (file, isNew)
        }
    }

    /// The same, but nil when it cannot be had at once: somebody else opens or closes it, or `open` gives
    /// none.
    func acquireAtOnce(
        _ open: () throws -> ShopFile?
    ) throws -> (file: ShopFile, isNew: Bool)? {
        if let file = try state.withLock({ state throws(PrivacyError) in try state.use() }) {
            return (file, false)
        }
        return try turn.withLockIfAvailable { _ in try opening(open) } ?? nil
    }

    /// Opens the file unless it is open by now; in a turn.
    private func opening(
        _ open: () throws -> ShopFile?
    ) throws -> (file: ShopFile, isNew: Bool)? {
        if let file = try state.withLock({ state throws(PrivacyError) in try state.use() }) {
            return (file, false)
        }
        guard let file = try open() else { return nil }
        state.withLock { state in
            state.file = file
            state.users += 1
        }
        opened.insert(self)
        return (file, true)
    }

    /// The open file, as ``acquire(_:)`` gives it; nil when it is not open.
    func acquireOpen() -> ShopFile? { state.withLock { try? $0.use() } }

    /// The file, which stays open for as long as somebody uses it; nil when it is not open.
    var openFile: ShopFile? { state.withLock { $0.file } }

    /// Begins one more use of a shop that is in use.
    func retain() { state.withLock { $0.users += 1 } }

    /// Ends one use.
    func release() { state.withLock { $0.users -= 1 } }

    /// Closes the file unless somebody uses it; true: it is closed now.
    ///
    /// - Parameter isLast: Whether it is not opened again: then counted reads are written down now.
    @discardableResult
    func closeIfIdle(isLast: Bool = false) -> Bool {
        turn.withLock { _ in
            let (isUnused, file) = state.withLock { $0.give() }
            if let file {
                close(file, isLast: isLast)
                opened.remove(id)
            } else if !isUnused {
                opened.insert(self)
            }
            return isUnused
        }
    }

    /// The same if that waits for nothing; else false.
    func closeIfStill() -> Bool {
        let isDone = turn.withLockIfAvailable { _ in
            let file = state.withLock { state in
                state.file?.isSoonClosed == true ? state.give().file : nil
            }
            guard let file else { return false }
            close(file, isLast: false)
            opened.remove(id)
            return true
        }
        return isDone ?? false
    }

    /// How many connections its open files have.
    var connections: Int { state.withLock { $0.file?.connections ?? 0 } }

    /// Whether the file is open, something is to be done about its log, or reads wait for the audit chain.
    var hasSomethingToClose: Bool {
        state.withLock { $0.file != nil } || !audit.isEmpty || logs.areUnsettled
    }

    /// Closes the file unless somebody uses it, after the counted reads were written down, and overwrites its
    /// log.
    ///
    /// - Parameter open: Opens it for those; called when it is not open.
    func closeUnused(_ open: () throws -> ShopFile) {
        turn.withLock { _ in
            let (isUnused, file) = state.withLock { state in
                state.isDeleted || state.isBeingReplaced ? (false, nil) : state.give()
            }
            guard isUnused else { return }
            if let file = file ?? (audit.isEmpty ? nil : try? open()) {
                close(file, isLast: true)
                opened.remove(id)
            }
            logs.settle()
        }
    }

    /// From now on nobody acquires it; true once nobody uses it and it is closed.
    func closeForDeletion() -> Bool {
        state.withLock { $0.isDeleted = true }
        return closeIfIdle(isLast: true)
    }

    /// From now on nobody acquires it until ``reopen()``; true once it is closed and nothing stands in its log,
    /// but in one that is to be removed with its file, or that SQLite is to read.
    func closeForReplacement() -> Bool {
        state.withLock { $0.isBeingReplaced = true }
        guard closeIfIdle() else { return false }
        logs.settle()
        return true
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
