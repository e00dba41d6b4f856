/// The pages of a database file in which nothing of the database stands.
///
/// They are those of the freelist, and those behind the last page of the database, which a file
/// can have. It reads the file, not the write-ahead log: what it tells holds after a checkpoint that
/// was complete, until the next one.
///
/// See <https://www.sqlite.org/fileformat2.html#the_freelist>.
public struct FreePages: Sendable {
    /// The size of a page; 0 for an empty file.
    public let pageSizeBytes: Int
    /// How many pages the file has.
    public let pageCount: UInt32
    /// The free pages.
    public private(set) var pages = PageSet()
    /// Whether the list was found as its header says: no page out of the file, twice, or missing.
    public private(set) var isWhole = true

    /// How many bytes at its begin a trunk page uses, which lists other free pages.
    private var trunks: [UInt32: Int] = [:]

    /// Walks the freelist, of whatever form, in at most as many steps as the file has pages.
    public init(of connection: Connection) throws(SQLiteError) {
        var header = [UInt8](repeating: 0, count: DatabaseHeader.sizeBytes)
        var buffer = header.mutableSpan
        guard try connection.readFile(.main, at: 0, into: &buffer) > 0 else {
            pageSizeBytes = 0
            pageCount = 0
            return
        }
        guard let size = DatabaseHeader(header.span)?.pageSizeBytes, PageSize.isValid(size) else {
            throw SQLiteError(code: .notADatabase, message: "The file's page size is not valid")
        }
        pageSizeBytes = size
        pageCount = UInt32(
            clamping: (try connection.sizeBytes(of: .main) + Int64(size) - 1) / Int64(size))
        try walk(from: header.span.bigEndian32(at: 32), connection)
        if UInt32(clamping: pages.count) != header.span.bigEndian32(at: 36) { isWhole = false }
        takeExcess(header.span)
    }

    /// How many bytes at its begin a trunk page of the freelist uses; nil for any other page.
    ///
    /// Behind them numbers of pages are left that it listed once: SQLite does not overwrite them.
    public func trunkLiveBytes(_ page: UInt32) -> Int? { trunks[page] }

    private mutating func walk(
        from first: UInt32, _ connection: Connection
    ) throws(SQLiteError) {
        var bytes = [UInt8](repeating: 0, count: pageSizeBytes)
        var trunk = first
        while trunk != 0 {
            guard take(trunk) else { return }
            var buffer = bytes.mutableSpan
            let offset = Int64(trunk - 1) * Int64(pageSizeBytes)
            guard try connection.readFile(.main, at: offset, into: &buffer) == pageSizeBytes else {
                isWhole = false
                return
            }
            let listed = Int(bytes.span.bigEndian32(at: 4))
            let count = min(listed, pageSizeBytes / 4 - 2)
            if count < listed { isWhole = false }
            trunks[trunk] = 8 + 4 * count
            for index in 0..<count { _ = take(bytes.span.bigEndian32(at: 8 + 4 * index)) }
            trunk = bytes.span.bigEndian32(at: 0)
        }
    }

    /// Takes a page in; false when it is none of the file, the first, or was taken before.
    private mutating func take(_ page: UInt32) -> Bool {
        // A page that was taken before ends the walk: so a circle does.
        if page > 1, page <= pageCount, pages.insert(page) { return true }
        isWhole = false
        return false
    }

    /// Takes in what the file has behind the database's last page, where its header can tell.
    private mutating func takeExcess(_ header: Span<UInt8>) {
        let count = header.bigEndian32(at: 28)
        // The file format, 1.3.7: the count is valid if both counters of changes are the same.
        guard header.bigEndian32(at: 24) == header.bigEndian32(at: 92), count > 0,
            count < pageCount
        else { return }
        for page in (count + 1)...pageCount { pages.insert(page) }
    }
}
