/// A page that lists free pages.
///
/// See <https://www.sqlite.org/fileformat2.html#the_freelist>.
struct FreeListTrunk {
    /// The number of the next trunk; 0: this is the last.
    let next: Int
    /// The numbers of free pages, of whose bytes none is in use.
    let leaves: [Int]
    /// Where the list ends; nothing behind it is in use.
    let endOfList: Int

    /// Reads a trunk, or returns nil when the page cannot be one.
    init?(_ page: Span<UInt8>) {
        next = page.bigEndian32(at: 0)
        let count = page.bigEndian32(at: 4)
        guard count <= page.count / 4 - 2 else { return nil }
        endOfList = 8 + 4 * count
        leaves = (0..<count).map { page.bigEndian32(at: 8 + 4 * $0) }
    }
}
