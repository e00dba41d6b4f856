import Privacy
import Testing

@testable import PrivacySQLite

/// What is done now and then, when the time of day is set.
struct UpkeepClockTests {
    private static let hour: Int64 = 3_600

    /// Asks once an hour; gives back the answers for the hours by which the time of day went on.
    private func answers(_ hours: [Int64]) -> [Bool] {
        let state = UpkeepState()
        var (now, time) = (ContinuousClock.now, Int64(1_800_000_000))
        _ = state.isPruneDue(at: now, time)
        return hours.map { passed in
            now += .seconds(Self.hour)
            time += passed * Self.hour
            return state.isPruneDue(at: now, time)
        }
    }

    @Test func `digests are removed every hour`() {
        #expect(answers([1, 1, 1]) == [true, true, true])
    }

    @Test func `no digest is removed in an hour in which the clock was set forward`() {
        #expect(answers([1, 9_000, 1]) == [true, false, true])
    }

    @Test func `a clock that is set back keeps none`() {
        #expect(answers([1, -9_000, 1]) == [true, true, true])
    }

    @Test func `a shop of which something failed is left alone for a while`() {
        let (state, shop) = (UpkeepState(), ShopID.random())
        #expect(state.isTryDue(shop, at: .now))
        state.putOff(shop)
        #expect(!state.isTryDue(shop, at: .now))
        #expect(state.isTryDue(shop, at: .now + .seconds(60)))
        #expect(state.isTryDue(.random(), at: .now))
    }

    @Test func `each shop's counted reads are written down once in ten seconds`() {
        let state = UpkeepState()
        let shops = (0..<400).map { _ in ShopID.random() }
        var (turns, most) = ([ShopID: Int](), 0)
        let start = ContinuousClock.now
        // Turns come irregularly; in three rounds each shop has its turn three times.
        for milliseconds in stride(from: 0, through: 30_100, by: 350) {
            let turn = state.auditTurn(at: start + .milliseconds(milliseconds), openShops: 400)
            let due = shops.filter(turn.includes)
            most = max(most, due.count)
            for id in due { turns[id, default: 0] += 1 }
        }
        #expect(turns.count == shops.count)
        #expect(turns.values.allSatisfy { $0 >= 2 && $0 <= 4 })
        #expect(most < shops.count / 4)
        // After a long pause all have theirs.
        let late = state.auditTurn(at: start + .seconds(60), openShops: 400)
        #expect(shops.allSatisfy(late.includes))
    }

    @Test
    func `of four thousand open shops some fifty a second have their counted reads written down`() {
        let state = UpkeepState()
        let shops = (0..<4_096).map { _ in ShopID.random() }
        var turns: [ShopID: Int] = [:]
        let start = ContinuousClock.now
        // In a round of eighty seconds, in which some are closed and others opened.
        for number in 0...320 {
            let open = [4_096, 3_968, 4_020, 2_000][number % 4]
            let due = shops.filter(
                state.auditTurn(at: start + .milliseconds(250 * number), openShops: open).includes)
            #expect(due.count < (open > 2_080 ? 40 : 80))
            for id in due { turns[id, default: 0] += 1 }
        }
        #expect(turns.count == shops.count)
        #expect(turns.values.allSatisfy { $0 <= 3 })
    }

    @Test(arguments: [1, 4])
    func `a shop waits for its next look as long as all who wait share a tenth`(shops: Int) {
        let (state, shop, now) = (UpkeepState(), ShopID.random(), ContinuousClock.now)
        state.looked(at: shop, since: now - .seconds(1), among: shops, now: now)
        #expect(!state.isLookDue(shop, at: now + .seconds(10 * shops - 1)))
        #expect(state.isLookDue(shop, at: now + .seconds(10 * shops)))
        // No other waits as long.
        #expect(!state.isLookDue(.random(), at: now))
        #expect(state.isLookDue(.random(), at: now + .seconds(2)))
    }

    @Test func `shops are looked at in turn, however soon one is due again`() {
        let (state, start) = (UpkeepState(), ContinuousClock.now)
        let shops = (0..<50).map { _ in ShopID.random() }
        var (now, looks) = (start, [ShopID: Int]())
        for _ in 0..<2_000 {
            for id in state.inTurn(shops) where state.isLookDue(id, at: now) {
                state.looked(at: id, since: now - .milliseconds(50), among: 1, now: now)
                looks[id, default: 0] += 1
            }
            now += .milliseconds(250)
        }
        let counts = shops.map { looks[$0] ?? 0 }
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1 && counts.contains { $0 > 5 })
    }

    @Test(arguments: [1, 5, 40]) func `many first looks together take no more than a tenth`(
        milliseconds: Int
    ) {
        let (state, start) = (UpkeepState(), ContinuousClock.now)
        var (now, looks) = (start, 0)
        while now < start + .seconds(60) {
            while state.isLookDue(.random(), at: now) {
                let begin = now
                now += .milliseconds(milliseconds)
                looks += 1
                state.looked(at: .random(), since: begin, among: 10_000, now: now)
            }
            now += .milliseconds(250)
        }
        let seconds = Double(looks * milliseconds) / 1_000
        #expect(seconds > 5 && seconds < 6.2)
    }
}
