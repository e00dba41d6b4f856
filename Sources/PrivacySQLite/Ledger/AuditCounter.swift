internal import Privacy
internal import Synchronization

/// Reads that were asked for since the chain was last written, counted in memory.
///
/// A read is answered without a sync; its entry follows with the upkeep, one for all of the same kind:
/// within ten seconds where no more than five hundred shops are open (``AuditTurn``), or with the next opening of a shop
/// whose file was closed meanwhile. A process that is killed loses the counts of that time.
final class AuditCounter: Sendable {
    private struct Key: Hashable {
        let action: AuditEvent.Action
        let actor: String
        let outcome: String
    }

    private struct Count {
        var calls: Int64 = 0
        var last: Int64 = 0

        mutating func add(_ calls: Int64, at time: Int64) {
            self.calls += calls
            last = time
        }
    }

    private let counts = Mutex<[Key: Count]>([:])

    func count(_ action: AuditEvent.Action, _ call: Call, _ outcome: String) {
        let key = Key(action: action, actor: call.actor.text, outcome: outcome)
        counts.withLock { $0[key, default: Count()].add(1, at: call.time) }
    }

    var isEmpty: Bool { counts.withLock { $0.isEmpty } }

    /// What was counted, which is then forgotten; in an order that is always the same.
    func take() -> [AuditEvent] {
        let taken = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        let events = taken.map { key, count in
            AuditEvent(
                action: key.action, actor: key.actor, outcome: key.outcome, time: count.last,
                count: count.calls)
        }
        return events.sorted {
            ($0.time, $0.action.rawValue, $0.actor, $0.outcome)
                < ($1.time, $1.action.rawValue, $1.actor, $1.outcome)
        }
    }

    /// Counts again what could not be written.
    func putBack(_ events: [AuditEvent]) {
        counts.withLock { counts in
            for event in events {
                let key = Key(
                    action: event.action, actor: event.actor, outcome: event.outcome)
                counts[key, default: Count()].add(event.count, at: event.time)
            }
        }
    }
}
