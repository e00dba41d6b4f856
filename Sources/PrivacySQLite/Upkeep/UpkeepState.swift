internal import Privacy
internal import Synchronization

/// What the upkeep remembers between its turns.
final class UpkeepState: Sendable {
    /// How much longer than a look the pause after it is, for each shop that waits for looks: all looks
    /// together take no more than a tenth of a processor.
    private static let pauseFactor = 10
    /// The longest pause after a look in which no other shop is looked at either, for those are first looks
    /// mostly: a large shop's must not keep small ones waiting for minutes.
    private static let longestCommonPause = Duration.seconds(2)
    /// For how long nothing may be looked at without the time being made up for.
    private static let lookPatience = Duration.seconds(1)
    /// The shortest pause.
    private static let shortestPause = Duration.seconds(1)
    /// How often it is looked whether the snapshots are without the forgotten.
    private static let settleInterval = Duration.seconds(30)
    /// How often digests that have served their time are removed.
    private static let pruneInterval = Duration.seconds(3_600)
    /// By how much more than that the time of day may have gone on; else it was set, and what is old by
    /// it may be young.
    private static let pruneToleranceSeconds: Int64 = 3_600
    /// How long a shop is left alone after a failure, which may well come again.
    private static let failurePause = Duration.seconds(2)

    /// What a notice is about.
    enum Topic: Hashable, CaseIterable {
        /// What a look at the files has found.
        case look
        /// The rewriting of the retained snapshots.
        case snapshots
        /// A purge that was put off.
        case purge
        /// A deletion that was not finished.
        case deletion
    }

    private struct NoticeKey: Hashable {
        let id: ShopID
        let topic: Topic
    }

    private struct State {
        var nextAuditSlot = 0
        var lastPrune = ContinuousClock.now
        var lastPruneTime: Int64?
        var nextTry: [ShopID: ContinuousClock.Instant] = [:]
        var nextLook: [ShopID: ContinuousClock.Instant] = [:]
        var nextLookAnywhere = ContinuousClock.now
        var lastLook: ShopID?
        var nextSettle: [ShopID: ContinuousClock.Instant] = [:]
        var notices: [NoticeKey: String] = [:]
    }

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// What is wrong although calls are served; nothing personal.
    var notices: [String] {
        state.withLock { state in
            state.notices.map { "shop \($0.key.id.text): \($0.value)" }.sorted()
        }
    }

    /// Sets what is wrong with a shop; nil: nothing any more.
    func setNotice(_ notice: String?, about topic: Topic, of id: ShopID) {
        state.withLock { $0.notices[NoticeKey(id: id, topic: topic)] = notice }
    }

    /// Drops what is wrong with other shops than these.
    func keepNotices(about topic: Topic, of ids: [ShopID]) {
        state.withLock { state in
            guard state.notices.keys.contains(where: { $0.topic == topic }) else { return }
            let ids = Set(ids)
            state.notices = state.notices.filter {
                $0.key.topic != topic || ids.contains($0.key.id)
            }
        }
    }

    /// Forgets a shop that is no more.
    func remove(_ id: ShopID) {
        state.withLock { state in
            for topic in Topic.allCases { state.notices[NoticeKey(id: id, topic: topic)] = nil }
            state.nextLook[id] = nil
            state.nextSettle[id] = nil
            state.nextTry[id] = nil
        }
    }

    /// Which shops' counted reads are to be written into their audit chains now.
    ///
    /// - Parameter openShops: How many shops are open.
    func auditTurn(at now: ContinuousClock.Instant, openShops: Int) -> AuditTurn {
        state.withLock { state in
            let slot = max(state.nextAuditSlot, Int(start.duration(to: now) / AuditTurn.slot))
            defer { state.nextAuditSlot = slot }
            return AuditTurn(slots: state.nextAuditSlot..<slot, openShops: openShops)
        }
    }

    /// Whether digests are to be removed now: not while the time of day has just been set forward.
    ///
    /// - Parameter time: The time of day, in seconds since 1970.
    func isPruneDue(at now: ContinuousClock.Instant, _ time: Int64) -> Bool {
        state.withLock { state in
            guard let lastTime = state.lastPruneTime else {
                state.lastPruneTime = time
                return false
            }
            guard now >= state.lastPrune + Self.pruneInterval else { return false }
            let passed = state.lastPrune.duration(to: now).components.seconds
            state.lastPrune = now
            state.lastPruneTime = time
            return time - lastTime <= passed + Self.pruneToleranceSeconds
        }
    }

    /// Whether it is time to look after a shop, after a failure.
    func isTryDue(_ id: ShopID, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let next = state.nextTry[id], now < next { return false }
            state.nextTry[id] = nil
            return true
        }
    }

    /// Leaves a shop alone for a while, since something of it has failed.
    func putOff(_ id: ShopID) {
        state.withLock { $0.nextTry[id] = .now + Self.failurePause }
    }

    /// Whether it is to be looked now whether all is done in a shop.
    func isSettleDue(_ id: ShopID, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            if let next = state.nextSettle[id], now < next { return false }
            state.nextSettle[id] = now + Self.settleInterval
            return true
        }
    }

    /// Has it be looked at once.
    func settleSoon(_ id: ShopID) { state.withLock { $0.nextSettle[id] = nil } }

    /// The shops, those first who come after the one that was looked at last: so all have their turn.
    func inTurn(_ ids: [ShopID]) -> [ShopID] {
        let last = state.withLock { $0.lastLook }
        guard let last, let place = ids.firstIndex(of: last) else { return ids }
        return Array(ids[(place + 1)...] + ids[...place])
    }

    /// Whether a shop may be looked at now.
    func isLookDue(_ id: ShopID, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            now >= state.nextLookAnywhere && now >= state.nextLook[id] ?? now
        }
    }

    /// Has the next look at a shop wait, after one that began then, for the others' share, and looks at others as
    /// well.
    ///
    /// - Parameter shops: In how many shops there is something to look for.
    func looked(
        at id: ShopID, since start: ContinuousClock.Instant, among shops: Int,
        now: ContinuousClock.Instant = .now
    ) {
        let pause = start.duration(to: now) * Self.pauseFactor
        state.withLock { state in
            state.lastLook = id
            state.nextLook[id] = now + max(Self.shortestPause, pause * max(1, shops))
            state.nextLookAnywhere =
                max(state.nextLookAnywhere, now - Self.lookPatience)
                + min(pause, Self.longestCommonPause)
        }
    }
}
