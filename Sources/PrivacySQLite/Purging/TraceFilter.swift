/// A bitmap of short pieces of all that is looked for: a piece whose bit is not set is of none.
///
/// A piece is hashed by a multiplication with a random number, of which the highest bits count. That
/// nobody knows the number keeps others from making content that passes everywhere and so holds up
/// the search.
struct TraceFilter: Sendable {
    /// The bits.
    private let words: [UInt64]
    /// What a piece is multiplied by; its low bits are 0 where a piece is shorter than 8 bytes.
    private let multiplier: UInt64
    /// By how much the product is shifted to become the number of a bit.
    private let shift: UInt64

    /// So that of other pieces 1 in 64 passes.
    private static let bitsEach = 64
    /// 8 kB, which the fastest cache holds beside the bytes.
    private static let fewestBits = 16
    /// 2 MB.
    private static let mostBits = 24

    /// For the first `byteCount` bytes of each piece.
    init(_ pieces: [UInt64], byteCount: Int) {
        // The bytes behind are shifted out of the product, at no cost.
        multiplier = (UInt64.random(in: 0 ... .max) | 1) << UInt64(8 * (8 - byteCount))
        let wanted = max(1, pieces.count * Self.bitsEach)
        let bits = (Self.fewestBits...Self.mostBits).first { 1 << $0 >= wanted } ?? Self.mostBits
        shift = UInt64(64 - bits)
        var words = [UInt64](repeating: 0, count: 1 << (bits - 6))
        for piece in pieces {
            let bit = (piece &* multiplier) >> shift
            words[Int(bit >> 6)] |= 1 << (bit & 63)
        }
        self.words = words
    }

    /// Whether a piece may be one of those.
    func passes(_ piece: UInt64) -> Bool { bit(piece) & 1 != 0 }

    /// The same as the lowest bit of a number, whose others mean nothing.
    @inline(__always)
    func bit(_ piece: UInt64) -> UInt64 {
        let bit = (piece &* multiplier) &>> shift
        return words[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63)
    }
}
