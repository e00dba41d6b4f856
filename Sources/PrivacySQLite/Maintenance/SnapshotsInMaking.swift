internal import Privacy
internal import Synchronization

/// Snapshots that are being made: whom they hold counts before they have their names.
final class SnapshotsInMaking: Sendable {
    private let positions = Mutex<[ShopID: Int64]>([:])

    /// Says, before anything is copied, that a snapshot is being made of a shop in whose file the
    /// forgets up to this one are carried out.
    func begin(_ id: ShopID, at position: Int64) { positions.withLock { $0[id] = position } }

    /// Says that it stands among the shop's snapshots, or that nothing of it is left.
    func end(_ id: ShopID) { positions.withLock { $0[id] = nil } }

    /// Forgets up to this one are not in the one that is being made; nil: none is.
    func position(of id: ShopID) -> Int64? { positions.withLock { $0[id] } }
}
