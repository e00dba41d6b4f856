internal import Privacy
internal import Synchronization

/// The shops whose files are open, of the many that were asked for.
///
/// Each tells of itself while it holds its own lock.
final class OpenEntries: Sendable {
    private let entries = Mutex<[ShopID: ShopEntry]>([:])
    private let uncounted = Mutex<Set<ShopID>>([])

    /// How many there are.
    var count: Int { entries.withLock { $0.count } }

    /// All of them, in no order.
    var all: [ShopEntry] { entries.withLock { Array($0.values) } }

    func insert(_ entry: ShopEntry) { entries.withLock { $0[entry.id] = entry } }

    func remove(_ id: ShopID) { entries.withLock { $0[id] = nil } }

    /// Notes that a shop was closed with counted reads that its audit chain does not have.
    func leftUncounted(_ id: ShopID) { uncounted.withLock { _ = $0.insert(id) } }

    /// Takes some of those.
    func takeUncounted(_ most: Int) -> [ShopID] {
        uncounted.withLock { ids in
            let some = Array(ids.prefix(most))
            ids.subtract(some)
            return some
        }
    }

    /// Those that were used least recently.
    func oldest(_ count: Int) -> [ShopEntry] {
        let ages = all.map { ($0.lastUse.load(ordering: .relaxed), $0) }
        return ages.sorted { $0.0 < $1.0 }.prefix(count).map(\.1)
    }
}
