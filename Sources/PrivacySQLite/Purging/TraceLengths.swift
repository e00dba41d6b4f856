/// How long the forms are that begin with the same 8 bytes.
///
/// A hash table of its own, in which a look is a multiplication and mostly one place in memory: names of a
/// shop often begin alike, and then it is asked at every one of them. With Swift's dictionary the look at a shop
/// beside forgets took 1.7 times as long.
struct TraceLengths: Sendable {
    private struct Place {
        let prefix: UInt64
        let lengths: Range<Int32>
    }

    /// A place is free where nothing is that long.
    private var places: [Place]
    private let lengths: [Int]
    /// Nobody knows it, so nobody makes names that all meet in one place.
    private let multiplier = UInt64.random(in: 0 ... .max) | 1
    private let shift: UInt64

    /// For the lengths by the first 8 bytes, in lower case.
    init(_ byteCounts: [UInt64: [Int]]) {
        // At most half of the places are taken, so that a search soon comes to one that is free.
        let bits = (4...).first { 1 << $0 >= byteCounts.count * 2 } ?? 4
        shift = UInt64(64 - bits)
        places = Array(repeating: Place(prefix: 0, lengths: 0..<0), count: 1 << bits)
        lengths = byteCounts.values.flatMap(\.self)
        var first: Int32 = 0
        for (prefix, some) in byteCounts {
            let range = first..<first + Int32(some.count)
            places[place(of: prefix)] = Place(prefix: prefix, lengths: range)
            first = range.upperBound
        }
    }

    /// What forms begin with.
    var prefixes: [UInt64] { places.filter { !$0.lengths.isEmpty }.map(\.prefix) }

    /// The lengths of the forms that begin so.
    func callAsFunction(_ prefix: UInt64, _ body: (Int) -> Void) {
        let range = places[place(of: prefix)].lengths
        for index in range { body(lengths[Int(index)]) }
    }

    /// Where the prefix stands, or would.
    @inline(__always)
    private func place(of prefix: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: (prefix &* multiplier) &>> shift)
        while !places[place].lengths.isEmpty, places[place].prefix != prefix {
            place = (place + 1) & (places.count - 1)
        }
        return place
    }
}
