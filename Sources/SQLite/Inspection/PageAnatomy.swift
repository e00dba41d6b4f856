/// What each byte of a b-tree page belongs to, told from the page alone.
///
/// Live are the header, the cell pointers, the cells, and the links of free blocks. All others are
/// dead: the unallocated gap, the free blocks behind the 4 bytes of their links, and fragments.
/// Nothing of a database stands in them, but what was deleted may.
///
/// It takes pages as SQLite makes them if not told otherwise: without reserved bytes at their end,
/// and without `auto_vacuum`, whose pointer maps can look like b-tree pages.
///
/// See <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
public struct PageAnatomy: Sendable {
    /// What a page is.
    public enum Kind: Sendable, Equatable {
        /// A page of a table or an index whose parts fit together.
        case bTree
        /// An overflow page, one of the freelist, or the one that is left empty for locks.
        case other
        /// One that begins as a b-tree page does, but whose parts do not fit together; one too short
        /// for a page; and a first page that is no b-tree page.
        case malformed
    }

    /// What the page is.
    public let kind: Kind
    /// The bytes that belong to nothing, in order; none unless it is a b-tree page.
    public let deadRanges: [Range<Int>]
    /// The payloads that go on in overflow pages, in the order of the cells.
    public let continuations: [PayloadContinuation]

    /// Takes a page apart; no bytes, and no number of them, make it trap.
    public init(of page: Span<UInt8>, isFirst: Bool) {
        let header = isFirst ? DatabaseHeader.sizeBytes : 0
        guard page.count >= PageSize.minimumBytes else {
            self.init(.malformed)
            return
        }
        guard let type = BTreePageKind(rawValue: page[header]) else {
            self.init(isFirst ? .malformed : .other)
            return
        }
        guard let gap = PageGap(of: page, isFirst: isFirst) else {
            self.init(.malformed)
            return
        }
        var parts = PageParts(page, header: header, content: gap.bytes.upperBound)
        let pointers = (header + type.headerSizeBytes)..<gap.bytes.lowerBound
        guard parts.takeCells(pointers, of: type, in: page), parts.takeFreeBlocks(in: page),
            parts.fragmentBytes == Int(page[header + 7])
        else {
            self.init(.malformed)
            return
        }
        self.init(.bTree, deadRanges: parts.map.free, continuations: parts.continuations)
    }

    private init(
        _ kind: Kind, deadRanges: [Range<Int>] = [], continuations: [PayloadContinuation] = []
    ) {
        self.kind = kind
        self.deadRanges = deadRanges
        self.continuations = continuations
    }
}
