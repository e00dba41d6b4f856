internal import Privacy

/// Whose turn it is to have counted reads written into the audit chain.
///
/// Each shop has one of forty slots of a quarter of a second: none waits longer than ten seconds, which is
/// what an end of the process may lose, and of many shops not all come at once, each with its ledger to
/// open and a commit that others wait behind.
struct AuditTurn {
    /// How long a slot is.
    static let slot = Duration.milliseconds(250)
    private static let slotsOfARound = 40

    /// Those that have passed since the last turn, counted from the start.
    let slots: Range<Int>

    /// Whether the shop's slot is among them.
    func includes(_ id: ShopID) -> Bool {
        let own = Int(UInt(bitPattern: id.hashValue) % UInt(Self.slotsOfARound))
        let first = slots.lowerBound % Self.slotsOfARound
        return (own - first + Self.slotsOfARound) % Self.slotsOfARound < slots.count
    }
}
