/// What is to be done with bytes on their way to the database file.
enum PageWrite: Equatable {
    /// They are no b-tree page, or one without a gap.
    case unchanged
    /// They are a b-tree page whose gap, here given, is to be zeroed.
    case scrubbed(Range<Int>)
    /// They would make the file one of whose pages the gaps cannot be told.
    case refused

    /// Decides by the bytes alone and the offset at which they are to stand in the file.
    ///
    /// A `VACUUM` that changes the page size, and a backup into a file with another, write pieces of
    /// the new size in the old one, and a `VACUUM` can bring in `auto_vacuum`. All write the first
    /// page first, which is refused before a piece is taken for a page.
    init(_ bytes: Span<UInt8>, at offset: Int64) {
        guard PageSize.isWholePage(byteCount: bytes.count, offset: offset) else {
            self = .unchanged
            return
        }
        if offset == 0, let header = DatabaseHeader(bytes),
            header.hasPointerMap || header.pageSizeBytes != bytes.count
        {
            self = .refused
        } else if let gap = PageGap(of: bytes, isFirst: offset == 0), !gap.bytes.isEmpty {
            self = .scrubbed(gap.bytes)
        } else {
            self = .unchanged
        }
    }
}
