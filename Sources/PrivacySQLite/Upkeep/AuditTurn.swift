internal import Privacy

/// Whose turn it is to have counted reads written into the audit chain.
///
/// Each open shop has one of forty slots of a quarter of a second: none waits longer than ten seconds, which is
/// what an end of the process may lose, and of many shops not all come at once, each with its ledger to
/// open and a commit that others wait behind. Where more than 512 shops are open the slots are twice as many, and twice
/// again, so that no more than some fifty shops a second are seen to: of 4,096 none waits longer than eighty seconds.
/// Who has a turn in a round of so many slots has it in one of half as many too: a change of their number passes nobody
/// over.
struct AuditTurn {
    /// How long a slot is.
    static let slot = Duration.milliseconds(250)
    private static let fewestSlots = 40
    private static let mostShopsOfASlot = 13

    /// Those that have passed since the last turn, counted from the start.
    let slots: Range<Int>
    private let slotsOfARound: Int

    init(slots: Range<Int>, openShops: Int) {
        self.slots = slots
        var slots = Self.fewestSlots
        while openShops > slots * Self.mostShopsOfASlot { slots *= 2 }
        slotsOfARound = slots
    }

    /// Whether the shop's slot is among them.
    func includes(_ id: ShopID) -> Bool {
        let own = Int(UInt(bitPattern: id.hashValue) % UInt(slotsOfARound))
        let first = slots.lowerBound % slotsOfARound
        return (own - first + slotsOfARound) % slotsOfARound < slots.count
    }
}
