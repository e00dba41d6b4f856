import Testing

@testable import PrivacySQLite

/// The lengths of forms by their first bytes, beside a dictionary of the same.
struct TraceLengthsTests {
    @Test(arguments: [0, 1, 7, 8, 9, 1_000, 5_000])
    func `it knows what it was made of and nothing else`(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        // Numbers that are close together too, and those that a free place could be taken for.
        var known: [UInt64: [Int]] = [:]
        for number in 0..<UInt64(count) {
            let prefix = number.isMultiple(of: 2) ? number : random.next()
            known[prefix] = Array(8..<(8 + 1 + Int(random.next() % 4)))
        }
        let lengths = TraceLengths(known)
        #expect(Set(lengths.prefixes) == Set(known.keys))
        for (prefix, some) in known { #expect(Self.found(lengths, prefix) == some) }
        for prefix in (0..<UInt64(200)).map({ $0 * 3 }) + (0..<200).map({ _ in random.next() }) {
            #expect(Self.found(lengths, prefix) == known[prefix] ?? [])
        }
    }

    private static func found(_ lengths: TraceLengths, _ prefix: UInt64) -> [Int] {
        var found: [Int] = []
        lengths(prefix) { found.append($0) }
        return found
    }
}
