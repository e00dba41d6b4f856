internal import Privacy
internal import Synchronization

/// What of the machine the store has met since the start, and which shops it has hurt.
final class StoreFaults: Sendable {
    private struct State {
        var counts: [StoreFault: Int] = [:]
        var damaged: Set<ShopID> = []
    }

    private let state = Mutex(State())

    /// How often each was met.
    var counts: [StoreFault: Int] { state.withLock { $0.counts } }

    /// How many shops have a damaged file.
    var damagedShops: Int { state.withLock { $0.damaged.count } }

    /// What an operator should know; nothing personal.
    var notices: [String] {
        state.withLock { state in
            state.damaged.map {
                "shop \($0.text): a file is damaged or missing: run oblio verify, and restore a snapshot"
            }
        }
    }

    /// Notes why something of a shop, or of no shop, was not done.
    func note(_ error: PrivacyError, of id: ShopID?) {
        guard let fault = StoreFault(error.code) else { return }
        state.withLock { state in
            state.counts[fault, default: 0] += 1
            if fault == .damaged, let id { state.damaged.insert(id) }
        }
    }

    /// Notes that a shop's files were opened, or verified, and nothing is wrong with them so far.
    func isWhole(_ id: ShopID) { _ = state.withLock { $0.damaged.remove(id) } }
}
