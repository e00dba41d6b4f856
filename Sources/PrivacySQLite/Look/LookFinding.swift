/// What a look has found.
struct LookFinding: Sendable {
    /// The last forget that it is about.
    var lastErasure: Int64 = 0
    /// How many bytes there are, and were looked at.
    var totalBytes: Int64 = 0
    var examinedBytes: Int64 = 0
    /// Places with bytes that belong to nobody and are not zero.
    var residues = 0
    /// How many of them are in free pages.
    var residuesInFreePages = 0
    /// Pages whose parts do not fit together, and lists of pages that are broken.
    var malformed = 0
    /// How often a forgotten name stands in what the shop holds of somebody else, by the forget.
    var mentions: [Int64: Int64] = [:]
    /// Names that stand in a file in which no name may stand.
    var strays = 0

    /// Whether nothing is left of those who were forgotten; of a page that cannot be taken apart that
    /// is not known.
    var isClean: Bool { residues == 0 && strays == 0 && malformed == 0 }
}
