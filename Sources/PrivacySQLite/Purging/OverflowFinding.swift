/// What the look found along one chain of overflow pages.
struct OverflowFinding {
    /// Bytes behind the end of the payload that are not zero, and the page they are on.
    var residue: (page: UInt32, bytes: Range<Int>)?
    /// The erasures of which a form stands across the border of two pieces.
    var mentions: [Int64] = []
    /// Whether the chain ends too early, too late, or outside of the file.
    var isBroken = false
}
