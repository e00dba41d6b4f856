/// The unallocated gap of a b-tree page: the bytes between its cell pointers and its cells.
///
/// Nothing of a database stands there, but what stood there once may: when SQLite splits or merges
/// pages it writes the cells anew at the end of the page and leaves the old ones above them, also
/// with `secure_delete`. See <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
struct PageGap {
    /// Where the gap stands in the page; it may be empty.
    let bytes: Range<Int>

    /// Finds the gap, or returns nil when the page is not a b-tree page that is whole in itself.
    ///
    /// The gap has to end inside the page, and no cell pointer may point before its end: so nothing
    /// of a cell is ever in what is found, whatever the bytes.
    init?(of page: Span<UInt8>, isFirst: Bool) {
        let header = isFirst ? DatabaseHeader.sizeBytes : 0
        guard page.count >= header + BTreePageKind.largestHeaderSizeBytes,
            let kind = BTreePageKind(rawValue: page[header])
        else { return nil }
        let pointers = header + kind.headerSizeBytes
        let start = pointers + 2 * page.bigEndian16(at: header + 3)
        let content = page.bigEndian16(at: header + 5)
        // 16 bits cannot say 65,536, so 0 says it.
        let end = content == 0 ? PageSize.maximumBytes : content
        guard start <= end, end <= page.count else { return nil }
        for pointer in stride(from: pointers, to: start, by: 2) {
            guard page.bigEndian16(at: pointer) >= end else { return nil }
        }
        bytes = start..<end
    }
}
