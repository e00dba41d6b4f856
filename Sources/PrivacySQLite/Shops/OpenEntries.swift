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

    /// Takes those that were used least recently, so that nobody takes them a second time; one that is
    /// not closed then has to be inserted again.
    func takeOldest(_ count: Int) -> [ShopEntry] {
        take(byAge(all).prefix(count))
    }

    /// Takes those of them that together hold so many connections.
    func takeOldest(holding connections: Int) -> [ShopEntry] {
        var held = 0
        return take(
            byAge(all.filter { $0.connections > 0 }).prefix { entry in
                defer { held += entry.connections }
                return held < connections
            })
    }

    private func take(_ chosen: ArraySlice<ShopEntry>) -> [ShopEntry] {
        entries.withLock { entries in for entry in chosen { entries[entry.id] = nil } }
        return Array(chosen)
    }

    private func byAge(_ entries: [ShopEntry]) -> [ShopEntry] {
        let ages = entries.map { ($0.lastUse.load(ordering: .relaxed), $0) }
        return ages.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
