/// The sizes that a page of a database may have.
///
/// See <https://www.sqlite.org/fileformat2.html#page_size>.
enum PageSize {
    /// The smallest page of the file format.
    static let minimumBytes = 512
    /// The largest page of the file format.
    static let maximumBytes = 65_536

    /// Whether a page may have so many bytes.
    static func isValid(_ byteCount: Int) -> Bool {
        (minimumBytes...maximumBytes).contains(byteCount) && byteCount.nonzeroBitCount == 1
    }

    /// Whether a write of so many bytes at `offset` is that of one whole page.
    static func isWholePage(byteCount: Int, offset: Int64) -> Bool {
        isValid(byteCount) && offset.isMultiple(of: Int64(byteCount))
    }
}
