/// What stands in bytes in which nothing ought to stand.
///
/// All of them must be zero. Only where a page listed other pages before (a trunk of the freelist)
/// SQLite leaves their numbers; they are told from text by being numbers of pages of this file, each
/// at a multiple of 4, so that the first byte of each is 0.
enum DeadBytes {
    /// From the first to the last byte of `range` that is not zero; nil when all are.
    static func residue(in bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        unsafe bytes.withUnsafeBytes { bytes in
            let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
            // By words, since nearly all are zero: 8 times as fast.
            let whole = part.count & ~7
            var first = 0
            while first < whole,
                unsafe part.loadUnaligned(fromByteOffset: first, as: UInt64.self) == 0
            { first += 8 }
            while first < part.count, unsafe part[first] == 0 { first += 1 }
            guard first < part.count else { return nil }
            var end = part.count
            while unsafe part[end - 1] == 0 { end -= 1 }
            return (range.lowerBound + first)..<(range.lowerBound + end)
        }
    }

    /// The same of a page that may have been a trunk, up to whose end `range` reaches.
    static func residue(
        in page: Span<UInt8>, _ range: Range<Int>, besidePagesUpTo last: UInt32
    ) -> Range<Int>? {
        guard let suspect = residue(in: page, range) else { return nil }
        var found: Range<Int>?
        for word in stride(from: suspect.lowerBound & ~3, to: suspect.upperBound, by: 4) {
            let part = max(word, range.lowerBound)..<min(word + 4, range.upperBound)
            // What was overwritten of the number's begin is taken for 0.
            let number = part.reduce(UInt32(0)) { $0 << 8 | UInt32(page[$1]) }
            guard number > last else { continue }
            found = (found?.lowerBound ?? part.lowerBound)..<part.upperBound
        }
        return found
    }
}
