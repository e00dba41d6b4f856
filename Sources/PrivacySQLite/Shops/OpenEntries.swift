internal import Privacy
internal import Synchronization

/// The shops whose files are open, of the many that were asked for.
///
/// Each tells of itself while it holds its own lock.
final class OpenEntries: Sendable {
    private let entries = Mutex<[ShopID: ShopEntry]>([:])
    private let uncounted = Mutex<[ShopID: ShopEntry]>([:])

    /// How many there are.
    var count: Int { entries.withLock { $0.count } }

    /// All of them, in no order.
    var all: [ShopEntry] { entries.withLock { Array($0.values) } }

    func insert(_ entry: ShopEntry) { entries.withLock { $0[entry.id] = entry } }

    func remove(_ id: ShopID) { entries.withLock { $0[id] = nil } }

    /// Notes that a shop was closed with counted reads that its audit chain does not have.
    func leftUncounted(_ entry: ShopEntry) { uncounted.withLock { $0[entry.id] = entry } }

    /// Takes some of those.
    func takeUncounted(_ most: Int) -> [ShopEntry] {
        uncounted.withLock { entries in
            let some = Array(entries.values.prefix(most))
            for entry in some { entries[entry.id] = nil }
            return some.filter { !$0.audit.isEmpty }
        }
    }

    /// Those that were used least recently.
    func oldest(_ count: Int) -> [ShopEntry] {
        let ages = all.map { ($0.lastUse.load(ordering: .relaxed), $0) }
        return ages.sorted { $0.0 < $1.0 }.prefix(count).map(\.1)
    }
}
