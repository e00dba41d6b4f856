internal import Addresses
internal import Synchronization

/// The slow lane: who has shown many wrong keys waits before the next one is looked at.
///
/// Whoever shares an address with somebody who guesses is still served, a call a second.
final class FailedKeys: Sendable {
    /// Wrong keys that an address may show before it is slow: a deployment with an old key notices.
    static let toleratedFailures = 20
    /// After so many seconds one of them is forgotten.
    static let forgivenessSeconds: Int64 = 30
    /// What the slow lane takes for each call.
    static let secondsPerCall: Int64 = 1
    /// Calls of one address that may wait at a time; the next one is refused.
    static let waiting: Int64 = 8
    /// The most addresses that are told apart.
    private static let capacity = 100_000

    /// How long a call must wait, or that it may not.
    enum Verdict: Equatable {
        /// In nanoseconds; mostly none.
        case wait(Int64)
        /// Too many wait already; in seconds.
        case refused(retryAfterSeconds: Int)
    }

    private struct Record {
        /// When all failures are forgotten, in nanoseconds.
        var forgivenAt: Int64
        /// When the lane is free for the next call.
        var freeAt: Int64

        func isOver(at now: Int64) -> Bool { forgivenAt <= now && freeAt <= now }
    }

    private static let second: Int64 = 1_000_000_000
    private let records = Mutex([IPAddress: Record]())

    /// Notes a wrong key.
    func note(_ address: IPAddress, at now: Int64) {
        records.withLock { records in
            if records.count >= Self.capacity {
                records = records.filter { !$0.value.isOver(at: now) }
            }
            if records.count >= Self.capacity { records = [:] }
            var record = records[address] ?? Record(forgivenAt: now, freeAt: now)
            let most = Int64(Self.toleratedFailures + 1) * Self.forgivenessSeconds * Self.second
            let until = max(record.forgivenAt, now) + Self.forgivenessSeconds * Self.second
            record.forgivenAt = min(until, now + most)
            records[address] = record
        }
    }

    /// Gives a call with a key its place in the lane.
    func verdict(on address: IPAddress, at now: Int64) -> Verdict {
        records.withLock { records in
            guard var record = records[address] else { return .wait(0) }
            let tolerated = Int64(Self.toleratedFailures) * Self.forgivenessSeconds * Self.second
            guard record.forgivenAt - now > tolerated else {
                if record.isOver(at: now) { records[address] = nil }
                return .wait(0)
            }
            let start = max(record.freeAt, now) + Self.secondsPerCall * Self.second
            guard start - now <= Self.waiting * Self.secondsPerCall * Self.second else {
                return .refused(retryAfterSeconds: Int(Self.waiting * Self.secondsPerCall))
            }
            record.freeAt = start
            records[address] = record
            return .wait(start - now)
        }
    }
}
