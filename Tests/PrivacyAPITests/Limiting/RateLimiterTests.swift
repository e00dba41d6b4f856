import Testing

@testable import PrivacyAPI

struct RateLimiterTests {
    @Test func `callers do not use up each other's calls`() {
        let limiter = RateLimiter<Int>(RateLimit(perSecond: 1))
        for caller in 0..<50 {
            for _ in 0..<RateLimit.reserveSeconds {
                #expect(limiter.take(caller, at: 0).retryAfterSeconds == nil)
            }
            #expect(limiter.take(caller, at: 0).retryAfterSeconds != nil)
        }
    }

    @Test func `dropping full buckets changes nothing for the others`() {
        let limiter = RateLimiter<Int>(RateLimit(perSecond: 1))
        for _ in 0..<RateLimit.reserveSeconds { _ = limiter.take(-1, at: 0) }
        // Enough callers for several sweeps, each of whose buckets is full again after a second.
        for caller in 0..<20_000 { _ = limiter.take(caller, at: Int64(caller) * 400_000) }
        #expect(limiter.take(-1, at: 999_999_999).retryAfterSeconds == 1)
        #expect(limiter.take(-1, at: 1_000_000_000).retryAfterSeconds == nil)
    }
}
