internal import HTTPTypes
internal import Synchronization

/// What is counted of one endpoint: its answers by class of status, and how long they took.
final class EndpointMeter: Sendable {
    /// The classes of status that answers have, in the order in which they are counted.
    static let statusClasses: [StaticString] = ["2xx", "3xx", "4xx", "5xx"]

    /// The upper bounds of the histogram's buckets in microseconds, with the names that Prometheus
    /// gives them in seconds: from a read that hits memory to a caller's time-out.
    static let buckets: [(microseconds: Int64, seconds: StaticString)] = [
        (100, "0.0001"), (250, "0.00025"), (500, "0.0005"), (1_000, "0.001"), (2_500, "0.0025"),
        (5_000, "0.005"), (10_000, "0.01"), (25_000, "0.025"), (100_000, "0.1"),
        (500_000, "0.5"), (2_500_000, "2.5"), (10_000_000, "10"),
    ]

    /// The counts up to now.
    struct Counts: Sendable {
        /// Answers by class of status.
        var byClass = [Int](repeating: 0, count: statusClasses.count)
        /// Answers by bucket, each in one alone; the last is for longer ones.
        var byBucket = [Int](repeating: 0, count: buckets.count + 1)
        /// All their times together.
        var totalMicroseconds: Int64 = 0
    }

    private let counts = Mutex(Counts())

    /// The counts up to now.
    var current: Counts { counts.withLock { $0 } }

    /// Counts an answer.
    func record(_ status: HTTPResponse.Status, microseconds: Int64) {
        let statusClass = min(max(status.code / 100 - 2, 0), Self.statusClasses.count - 1)
        let bucket =
            Self.buckets.firstIndex { microseconds <= $0.microseconds } ?? Self.buckets.count
        counts.withLock { counts in
            counts.byClass[statusClass] += 1
            counts.byBucket[bucket] += 1
            counts.totalMicroseconds += microseconds
        }
    }
}
