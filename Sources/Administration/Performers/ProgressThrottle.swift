internal import Privacy
internal import Synchronization

/// Hands on how far a piece of work is, as often as a person can see it and not more.
final class ProgressThrottle: Sendable {
    private static let interval = Duration.milliseconds(100)

    private struct Last {
        var step: String
        var time: ContinuousClock.Instant
    }

    private let report: MaintenanceProgress.Report
    private let last = Mutex<Last?>(nil)

    init(_ report: @escaping MaintenanceProgress.Report) { self.report = report }

    /// Hands on the first report of a step, and those that come an interval after the last.
    func take(_ progress: MaintenanceProgress) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            if let known = last, known.step == progress.step, now - known.time < Self.interval {
                return false
            }
            last = Last(step: progress.step, time: now)
            return true
        }
        if isDue { report(progress) }
    }
}
