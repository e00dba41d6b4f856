import Testing

@testable import HTTPServer

struct WriteClockTests {
    private static let start = MonotonicTime(nanoseconds: 0)

    @Test func `the time runs from the first block`() {
        var clock = WriteClock()
        #expect(clock.deadline == nil)
        clock.blocked(sentBytes: 10, now: Self.start, limitSeconds: 60)
        #expect(clock.deadline == Self.start + 60)
    }

    @Test func `a drip does not stretch the time`() {
        var clock = WriteClock()
        clock.blocked(sentBytes: 0, now: Self.start, limitSeconds: 60)
        for second in 1...59 {
            clock.blocked(sentBytes: second, now: Self.start + Double(second), limitSeconds: 60)
        }
        #expect(clock.deadline == Self.start + 60)
    }

    @Test func `a slice taken starts the time afresh`() {
        var clock = WriteClock()
        clock.blocked(sentBytes: 100, now: Self.start, limitSeconds: 60)
        clock.blocked(
            sentBytes: 100 + WriteClock.sliceBytes - 1, now: Self.start + 30, limitSeconds: 60)
        #expect(clock.deadline == Self.start + 60)
        clock.blocked(
            sentBytes: 100 + WriteClock.sliceBytes, now: Self.start + 30, limitSeconds: 60)
        #expect(clock.deadline == Self.start + 90)
    }

    @Test func `nothing to send, no deadline`() {
        var clock = WriteClock()
        clock.blocked(sentBytes: 0, now: Self.start, limitSeconds: 60)
        clock.drained()
        #expect(clock.deadline == nil)
    }
}
