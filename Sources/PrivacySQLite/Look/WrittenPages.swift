internal import SQLite

/// The pages that an erasure brings into the file: noted before the log is emptied, looked at after it.
struct WrittenPages {
    let pages: PageSet

    init(_ pages: PageSet) { self.pages = pages }

    /// Those that stand in the log.
    init(of writer: Connection) throws {
        let size = Int(try writer.number(of: "PRAGMA page_size"))
        pages = try WriteAheadLogPages(of: writer, pageSizeBytes: size).pages
    }

    /// Whether nothing is left in them of what was erased: all that belongs to nobody is zero, and what stands in records
    /// of others is not left of it.
    func areClean(in connection: Connection) throws -> Bool {
        let free = try FreePages(of: connection)
        var buffer = [UInt8](repeating: 0, count: free.pageSizeBytes)
        for number in pages.numbers where number <= free.pageCount {
            var span = buffer.mutableSpan
            let offset = Int64(number - 1) * Int64(free.pageSizeBytes)
            guard try connection.readFile(.main, at: offset, into: &span) == buffer.count else {
                continue
            }
            guard free.residue(at: number, buffer.span).isEmpty else { return false }
        }
        return true
    }
}
