/// The four kinds of b-tree page, by the first byte of their header.
///
/// See <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
enum BTreePageKind: UInt8 {
    case indexInterior = 2
    case tableInterior = 5
    case indexLeaf = 10
    case tableLeaf = 13

    var isInterior: Bool { self == .indexInterior || self == .tableInterior }
    var isTable: Bool { self == .tableInterior || self == .tableLeaf }

    /// How long the header is, behind which the cell pointers stand.
    var headerSizeBytes: Int { isInterior ? Self.largestHeaderSizeBytes : 8 }

    /// How long the header of an interior page is.
    static let largestHeaderSizeBytes = 12
}
