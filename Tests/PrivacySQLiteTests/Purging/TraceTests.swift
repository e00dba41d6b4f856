import Testing

@testable import PrivacySQLite

struct TraceTests {
    private let key = TraceKey(secret: [1, 2, 3])

    @Test func `a trace that was kept is the same`() throws {
        for trace in Trace.traces(of: "maria@example.com", key: key) {
            let digest = try #require(TraceDigest(trace.digest.bytes))
            #expect(Trace(prefix: trace.prefix, shape: trace.shape, digest: digest) == trace)
            #expect(trace.digest.bytes.count == TraceDigest.byteCount)
        }
    }

    @Test func `letter case makes no difference`() {
        #expect(
            Trace.traces(of: "Maria@EXAMPLE.com", key: key)
                == Trace.traces(of: "maria@example.com", key: key))
    }

    @Test func `what is kept tells neither the begin nor the length`() {
        var random = SeededGenerator(seed: 2)
        var prefixes: Set<Int64> = []
        var shapes: Set<Int64> = []
        for _ in 0..<1000 {
            // All begin and end alike and have one length.
            let text = "customer-\(1_000_000 + random.next() % 1_000_000)-abcdefgh"
            for trace in Trace.traces(of: text, key: key) {
                prefixes.insert(trace.prefix >> 32)
                shapes.insert(trace.shape & 0xFFFF)
            }
        }
        #expect(prefixes.count > 900 && shapes.count > 900)
    }

    @Test func `under another key it is another, and no target`() throws {
        let other = TraceKey(secret: [1, 2, 4])
        let trace = try #require(Trace.traces(of: "maria@example.com", key: key).first)
        let another = try #require(Trace.traces(of: "maria@example.com", key: other).first)
        #expect(trace.digest != another.digest && trace.prefix != another.prefix)
        #expect(trace.target(other) == nil)
        #expect(trace.target(key)?.byteCount == 17)
    }

    @Test func `a digest of too few bytes is none`() {
        #expect(TraceDigest([UInt8](repeating: 0, count: 15)) == nil)
    }
}
