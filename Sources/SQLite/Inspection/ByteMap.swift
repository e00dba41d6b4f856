/// Which bytes of a page are taken, a bit each.
struct ByteMap {
    private var words: [UInt64]
    private let count: Int

    init(count: Int) {
        self.count = count
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// Takes a range of bytes; false when one of them was taken before.
    mutating func take(_ range: Range<Int>) -> Bool {
        var overlap: UInt64 = 0
        Self.forEachWord(of: range) { word, mask in
            overlap |= words[word] & mask
            words[word] |= mask
        }
        return overlap == 0
    }

    /// Whether none of the bytes is taken.
    func isFree(_ range: Range<Int>) -> Bool {
        var overlap: UInt64 = 0
        Self.forEachWord(of: range) { word, mask in overlap |= words[word] & mask }
        return overlap == 0
    }

    /// The longest ranges of bytes that are not taken, in order.
    var free: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = next(from: 0, isTaken: false)
        while start < count {
            let end = next(from: start, isTaken: true)
            ranges.append(start..<end)
            start = next(from: end, isTaken: false)
        }
        return ranges
    }

    /// The first byte from `start` on that is so, or the count.
    private func next(from start: Int, isTaken: Bool) -> Int {
        var word = start / 64
        guard word < words.count else { return count }
        let flip: UInt64 = isTaken ? 0 : .max
        var bits = (words[word] ^ flip) & (.max << UInt64(start % 64))
        while bits == 0 {
            word += 1
            guard word < words.count else { return count }
            bits = words[word] ^ flip
        }
        return min(count, word * 64 + bits.trailingZeroBitCount)
    }

    @inline(__always)
    private static func forEachWord(of range: Range<Int>, _ body: (Int, UInt64) -> Void) {
        var start = range.lowerBound
        while start < range.upperBound {
            let word = start >> 6
            let end = min(range.upperBound, (word + 1) << 6)
            // 1 to 64 ones: neither shift is by 64.
            let mask = (UInt64.max &>> UInt64(64 - (end - start))) &<< UInt64(start & 63)
            body(word, mask)
            start = end
        }
    }
}
