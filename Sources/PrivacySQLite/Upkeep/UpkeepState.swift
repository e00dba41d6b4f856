internal import Privacy
internal import Synchronization

/// What the upkeep remembers between its turns.
final class UpkeepState: Sendable {
    private struct State {
        var lastAuditFlush: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    var notices: [String] { [] }

    /// Whether the counted reads are to be written into the audit chains now.
    func isAuditDue(at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let last = state.lastAuditFlush, now < last + SQLiteStore.auditInterval {
                return false
            }
            state.lastAuditFlush = now
            return true
        }
    }
}
