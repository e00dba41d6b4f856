import Testing

@testable import PrivacyAPI

struct TokenBucketTests {
    private static let second: Int64 = 1_000_000_000

    @Test(arguments: [1, 3, 7, 200, 1_000_000])
    func `a full bucket gives its burst and no more`(perSecond: Int) {
        let limit = RateLimit(perSecond: perSecond)
        var bucket = TokenBucket()
        for left in (0..<limit.burst).reversed() {
            let taken = bucket.take(limit, at: 0)
            guard taken.retryAfterSeconds == nil, taken.remaining == left else {
                Issue.record("with \(left) left: \(taken)")
                return
            }
        }
        let refused = bucket.take(limit, at: 0)
        #expect(refused.retryAfterSeconds == 1)
        #expect(refused.remaining == 0)
        #expect(refused.limit == limit.burst)
        #expect(refused.resetSeconds == RateLimit.reserveSeconds)
    }

    @Test(arguments: [1, 3, 7, 200])
    func `an empty bucket gives the rate and no more`(perSecond: Int) {
        let limit = RateLimit(perSecond: perSecond)
        var bucket = TokenBucket()
        while bucket.take(limit, at: 0).retryAfterSeconds == nil {}
        var taken = 0
        for step in 1...50 * perSecond * 10 {
            let now = Int64(step) * Self.second / Int64(perSecond * 10)
            if bucket.take(limit, at: now).retryAfterSeconds == nil { taken += 1 }
        }
        #expect((50 * perSecond - 1...50 * perSecond).contains(taken))
    }

    @Test func `whoever waits as long as was said is let in`() {
        let limit = RateLimit(perSecond: 3)
        var bucket = TokenBucket()
        var now: Int64 = 0
        for _ in 0..<200 {
            let taken = bucket.take(limit, at: now)
            guard let seconds = taken.retryAfterSeconds else { continue }
            now += Int64(seconds) * Self.second
            #expect(bucket.take(limit, at: now).retryAfterSeconds == nil)
        }
    }

    @Test func `a bucket that nobody used for a while is as good as new`() {
        let limit = RateLimit(perSecond: 2)
        var bucket = TokenBucket()
        #expect(bucket.isFull(at: 0))
        _ = bucket.take(limit, at: 0)
        #expect(!bucket.isFull(at: Self.second / 2 - 1))
        #expect(bucket.isFull(at: Self.second / 2))
        #expect(bucket.take(limit, at: Self.second).remaining == limit.burst - 1)
    }

    @Test func `a clock that jumps back locks nobody out`() {
        let limit = RateLimit(perSecond: 1)
        var bucket = TokenBucket()
        _ = bucket.take(limit, at: 1_000_000 * Self.second)
        let refused = bucket.take(limit, at: 0)
        #expect(refused.retryAfterSeconds == 1)
    }
}
