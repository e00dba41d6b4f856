internal import SQLite

/// What the look found on one page.
struct PageFinding {
    /// Whether it begins as a b-tree page does but is not one that is whole; all that stands in it is
    /// then taken for live.
    var isMalformed = false
    /// The dead bytes that are not zero: what was deleted, of whomever.
    var residue: [Range<Int>] = []
    /// The forms of the erased that stand, in part at least, in dead bytes.
    var residueHits: [TraceHit] = []
    /// The forms of the erased that stand in live bytes: in what the shop holds of somebody else.
    var mentions: [TraceHit] = []
    /// The payloads that go on in overflow pages, for ``OverflowLook``.
    var continuations: [PayloadContinuation] = []

    /// Whether there is anything to tell.
    var isClean: Bool { !isMalformed && residue.isEmpty && mentions.isEmpty }
}
