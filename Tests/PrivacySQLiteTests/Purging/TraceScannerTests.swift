import Testing

@testable import PrivacySQLite

/// Forms planted in bytes, and bytes without any.
struct TraceScannerTests {
    private let key = TraceKey(secret: [7])
    private let texts = [
        "12345678", "Maria.Müller+news@Example.com", "o'brien/x\"y@example.org",
        "customer-00012345",
        "customer-00012346", "customer-0001234", "käufer 😀 nr. 12",
        String(repeating: "long-identifier/", count: 64),
    ]

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `every form is found wherever it stands, in whatever case`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scanner = scanner(texts)
        for (index, text) in texts.enumerated() {
            for form in TraceForms.forms(of: text) {
                var bytes = random.bytes(Int.random(in: 300...9000, using: &random))
                let place = Int.random(in: 0...(bytes.count - form.count), using: &random)
                for (offset, byte) in form.enumerated() {
                    let isLetter = (97...122).contains(byte)
                    let raise = isLetter && Bool.random(using: &random)
                    bytes[place + offset] = raise ? byte & ~0x20 : byte
                }
                let expected = TraceHit(
                    bytes: place..<(place + form.count), erasure: Int64(index))
                #expect(hits(scanner, bytes).contains(expected), "seed \(seed), \(text)")
            }
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `in pieces it finds each form once, across borders too`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scanner = scanner(texts)
        var bytes: [UInt8] = []
        for _ in 0..<200 {
            bytes += random.bytes(Int.random(in: 0...40, using: &random))
            bytes += Array((texts.randomElement(using: &random) ?? "").utf8)
        }
        let whole = hits(scanner, bytes)
        #expect(whole.count >= 200)
        let size = Int.random(in: (scanner.overlapBytes + 1)...4096, using: &random)
        var pieces: [TraceHit] = []
        var start = 0
        while start < bytes.count {
            let seen = min(start, scanner.overlapBytes)
            let end = min(bytes.count, start + size)
            let piece = Array(bytes[(start - seen)..<end])
            scanner.scan(piece.span, seen: seen) { hit in
                let begin = start - seen + hit.bytes.lowerBound
                pieces.append(
                    TraceHit(bytes: begin..<(begin + hit.bytes.count), erasure: hit.erasure))
            }
            start = end
        }
        let order = { (left: TraceHit, right: TraceHit) in
            (left.bytes.lowerBound, left.bytes.upperBound, left.erasure)
                < (right.bytes.lowerBound, right.bytes.upperBound, right.erasure)
        }
        #expect(pieces.sorted(by: order) == whole.sorted(by: order), "seed \(seed)")
    }

    @Test func `at every offset of a block and at both ends it is found`() {
        let scanner = scanner(["abcdefgh"])
        for size in [8, 9, 10, 11, 12, 13, 4095, 4096, 4100, 4104, 8200] {
            for place in 0...(size - 8)
            where size < 100 || place < 20 || place > size - 30
                || (4070...4110).contains(place)
            {
                var bytes = [UInt8](repeating: 0x61, count: size)
                bytes.replaceSubrange(place..<(place + 8), with: Array("ABCDefgh".utf8))
                let expected = TraceHit(bytes: place..<(place + 8), erasure: 0)
                #expect(hits(scanner, bytes) == [expected], "\(size) \(place)")
            }
        }
    }

    @Test func `random bytes and near misses are no hits`() {
        var random = SeededGenerator(seed: 9)
        let scanner = scanner((0..<1000).map { "customer-\(10_000 + $0)@example.com" })
        #expect(hits(scanner, random.bytes(4_000_000)).isEmpty)
        var bytes: [UInt8] = []
        for number in 0..<5000 { bytes += Array("customer-\(20_000 + number)@example.com ".utf8) }
        #expect(hits(scanner, bytes).isEmpty)
    }

    @Test(arguments: 0..<16)
    func `of fewer bytes than a form has nothing is found`(count: Int) {
        let text = "abcdefghijklmnop"
        #expect(hits(scanner([text]), Array(text.utf8.prefix(count))).isEmpty)
    }

    @Test func `a form of two erasures is told for each`() {
        let found = hits(scanner(["abcdefgh", "ABCDEFGH"]), Array("xabcdefgh".utf8))
        #expect(Set(found.map(\.erasure)) == [0, 1] && found.count == 2)
    }

    @Test func `without traces nothing is found and nothing has to overlap`() {
        let scanner = scanner([])
        #expect(hits(scanner, Array("abcdefgh".utf8)).isEmpty)
        #expect(scanner.overlapBytes == 0)
    }

    @Test func `traces of another key are counted, not looked for`() {
        let traces = Trace.traces(of: "abcdefgh", key: TraceKey(secret: [8]))
        let scanner = TraceScanner(traces.map { ($0, 1) }, key: key)
        #expect(scanner.foreignTraces == 1)
        #expect(hits(scanner, Array("abcdefgh".utf8)).isEmpty)
    }

    private func scanner(_ texts: [String]) -> TraceScanner {
        let traces = texts.enumerated().flatMap { index, text in
            Trace.traces(of: text, key: key).map { ($0, Int64(index)) }
        }
        return TraceScanner(traces, key: key)
    }

    private func hits(_ scanner: TraceScanner, _ bytes: [UInt8]) -> [TraceHit] {
        var hits: [TraceHit] = []
        scanner.scan(bytes.span) { hits.append($0) }
        return hits
    }
}
