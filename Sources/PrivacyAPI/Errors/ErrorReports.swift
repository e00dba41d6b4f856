internal import Synchronization

/// The errors of the last days, in memory, for whoever follows `moreInfo`.
final class ErrorReports: Sendable {
    /// The most that are kept: some 2 MB, whatever somebody provokes; the oldest goes first.
    static let capacity = 10_000
    /// How long one is kept that nobody opens.
    static let unopenedSeconds: Int64 = 24 * 60 * 60
    /// How long one is kept after it was last opened.
    static let openedSeconds: Int64 = 7 * 24 * 60 * 60

    private struct Entry {
        let report: ErrorReport
        var expiry: Int64
    }

    private struct State {
        var entries: [ErrorID: Entry] = [:]
        /// The ids in the order in which they came, from `oldest` on round.
        var ring: [ErrorID] = []
        var oldest = 0
    }

    private let state = Mutex(State())

    /// Keeps a report under a new id.
    func add(_ report: ErrorReport) -> ErrorID {
        let id = ErrorID.random()
        let entry = Entry(report: report, expiry: report.time + Self.unopenedSeconds)
        state.withLock { state in
            if state.ring.count < Self.capacity {
                state.ring.append(id)
            } else {
                state.entries[state.ring[state.oldest]] = nil
                state.ring[state.oldest] = id
                state.oldest = (state.oldest + 1) % Self.capacity
            }
            state.entries[id] = entry
        }
        return id
    }

    /// The report under an id, which opens it; nil: there is none, or it has expired.
    func open(_ id: ErrorID, at time: Int64) -> ErrorReport? {
        state.withLock { state in
            guard var entry = state.entries[id] else { return nil }
            guard time <= entry.expiry else {
                state.entries[id] = nil
                return nil
            }
            entry.expiry = time + Self.openedSeconds
            state.entries[id] = entry
            return entry.report
        }
    }
}
