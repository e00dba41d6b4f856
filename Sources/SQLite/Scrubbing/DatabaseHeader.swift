/// What the header on a database's first page says about its pages.
///
/// See <https://www.sqlite.org/fileformat2.html#the_database_header>.
struct DatabaseHeader {
    /// The size of a page.
    let pageSizeBytes: Int
    /// Whether pointer-map pages stand among the others, which can look like b-tree pages.
    let hasPointerMap: Bool

    /// Reads the header, or returns nil when there are fewer bytes than one has.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.sizeBytes else { return nil }
        let size = bytes.bigEndian16(at: 16)
        // 16 bits cannot say 65,536, so 1 says it.
        pageSizeBytes = size == 1 ? PageSize.maximumBytes : size
        // The largest root page, which is kept for `auto_vacuum` alone.
        hasPointerMap = bytes.bigEndian16(at: 52) != 0 || bytes.bigEndian16(at: 54) != 0
    }

    /// Where it has the versions of the file's format, to write and to read.
    static let formatVersions = 18..<20
    /// The version of a file with a write-ahead log.
    static let withLog: UInt8 = 2
    /// The version of a file with a journal.
    static let withJournal: UInt8 = 1

    /// The size of the header, behind which the first page is a b-tree page like others.
    static let sizeBytes = 100
}
