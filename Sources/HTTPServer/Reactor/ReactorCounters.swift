import Synchronization

/// What a reactor counts; read by others at any time.
final class ReactorCounters: Sendable {
    /// Assigned to the reactor and not yet gone.
    let connectionsOpen = Atomic<Int>(0)
    let connectionsAccepted = Atomic<Int>(0)
    let requests = Atomic<Int>(0)
    let refusals = Atomic<Int>(0)
    let turnedAway = Atomic<Int>(0)
    let shortages = Atomic<Int>(0)

    /// Adds what is counted here to `statistics`.
    func add(to statistics: inout ServerStatistics) {
        statistics.connectionsOpen += connectionsOpen.load(ordering: .relaxed)
        statistics.connectionsAccepted += connectionsAccepted.load(ordering: .relaxed)
        statistics.requests += requests.load(ordering: .relaxed)
        statistics.refusals += refusals.load(ordering: .relaxed)
        statistics.turnedAway += turnedAway.load(ordering: .relaxed)
        statistics.shortages += shortages.load(ordering: .relaxed)
    }
}
