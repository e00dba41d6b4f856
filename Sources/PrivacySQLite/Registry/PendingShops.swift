internal import Privacy
internal import Synchronization

/// The shops in which a forget is not through all its states: after a restart they are opened, so
/// that what was left in the middle is finished, without opening all the others.
///
/// Held in memory and in the registry; a shop stands there before its first forget does anything.
final class PendingShops: Sendable {
    private let registry: Registry
    private let shops: Mutex<Set<ShopID>>

    init(registry: Registry) throws {
        self.registry = registry
        shops = Mutex(Set(try registry.pendingShops()))
    }

    var all: Set<ShopID> { shops.withLock { $0 } }

    func contains(_ id: ShopID) -> Bool { shops.withLock { $0.contains(id) } }

    /// Adds a shop; on disk when this returns.
    func add(_ id: ShopID) throws {
        guard !contains(id) else { return }
        try registry.setPending(true, id)
        _ = shops.withLock { $0.insert(id) }
    }

    /// Takes a shop off, in which nothing is left to do.
    func remove(_ id: ShopID) throws {
        guard contains(id) else { return }
        try registry.setPending(false, id)
        _ = shops.withLock { $0.remove(id) }
    }
}
