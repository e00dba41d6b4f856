internal import Privacy
internal import Synchronization

/// The shops in which a forget is not through all its states: after a restart they are opened, so
/// that what was left in the middle is finished, without opening all the others.
///
/// Held in memory and in the registry; a shop stands there before its first forget does anything.
final class PendingShops: Sendable {
    private let registry: Registry
    private let shops: Mutex<Set<ShopID>>
    private let unverified = Mutex<[ShopID: Int]>([:])

    init(registry: Registry) throws {
        self.registry = registry
        shops = Mutex(Set(try registry.pendingShops()))
    }

    var all: Set<ShopID> { shops.withLock { $0 } }

    func contains(_ id: ShopID) -> Bool { shops.withLock { $0.contains(id) } }

    /// How many forgets were not looked for yet; of shops that were not opened since the start it is
    /// not known.
    var unverifiedErasures: Int { unverified.withLock { $0.values.reduce(0, +) } }

    /// In how many shops there are such, of those that were opened since the start.
    var unverifiedShops: Int { unverified.withLock { $0.values.count { $0 > 0 } } }

    /// How many forgets of a shop were not looked for yet; nil: not known.
    func unverifiedErasures(of id: ShopID) -> Int? { unverified.withLock { $0[id] } }

    /// Says how many they are; on the shop's writer's thread, where nobody is forgotten meanwhile.
    func setUnverified(_ count: Int64, of id: ShopID) {
        unverified.withLock { $0[id] = Int(count) }
    }

    /// Adds forgets that are to be looked for.
    func erased(_ count: Int, in id: ShopID) {
        unverified.withLock { $0[id, default: 0] += count }
    }

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
        unverified.withLock { $0[id] = nil }
        _ = shops.withLock { $0.remove(id) }
    }
}
