import Addresses
import Testing

@testable import PrivacyAPI

struct FailedKeysTests {
    private static let second: Int64 = 1_000_000_000
    private static let guesser = IPAddress(version4: 1)

    private static func afterTolerated(_ more: Int = 1) -> FailedKeys {
        let keys = FailedKeys()
        for _ in 0..<FailedKeys.toleratedFailures + more { keys.note(guesser, at: 0) }
        return keys
    }

    @Test func `a few wrong keys change nothing`() {
        #expect(Self.afterTolerated(0).verdict(on: Self.guesser, at: 0) == .wait(0))
    }

    @Test func `after many, calls are looked at one a second`() {
        let keys = Self.afterTolerated()
        for place in 1...FailedKeys.waiting {
            #expect(keys.verdict(on: Self.guesser, at: 0) == .wait(place * Self.second))
        }
        #expect(
            keys.verdict(on: Self.guesser, at: 0)
                == .refused(retryAfterSeconds: Int(FailedKeys.waiting)))
        #expect(
            keys.verdict(on: Self.guesser, at: Self.second)
                == .wait(FailedKeys.waiting * Self.second))
    }

    @Test func `other addresses are not slow`() {
        #expect(Self.afterTolerated().verdict(on: IPAddress(version4: 2), at: 0) == .wait(0))
    }

    @Test func `failures are forgiven, however many they were`() {
        let keys = Self.afterTolerated(100_000)
        let longest = FailedKeys.forgivenessSeconds * Self.second
        #expect(keys.verdict(on: Self.guesser, at: longest - Self.second) != .wait(0))
        #expect(keys.verdict(on: Self.guesser, at: longest) == .wait(0))
        keys.note(Self.guesser, at: longest)
        #expect(keys.verdict(on: Self.guesser, at: longest) != .wait(0))
    }

    @Test func `whoever guesses all day learns of no more keys than the lane lets through`() {
        let keys = FailedKeys()
        let day: Int64 = 86_400
        var tried = 0
        for step in 0..<day * 4 {
            let now = step * Self.second / 4
            guard case .wait = keys.verdict(on: Self.guesser, at: now) else { continue }
            tried += 1
            keys.note(Self.guesser, at: now)
        }
        #expect(tried <= Int(day) + FailedKeys.toleratedFailures + 10)
    }
}
