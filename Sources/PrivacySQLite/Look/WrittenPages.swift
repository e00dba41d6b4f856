internal import Privacy
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

    /// Whether nothing of what was erased is left in them; what stands in records of others is not
    /// left of it.
    func areClean(
        of traces: [(trace: Trace, erasure: Int64)], in connection: Connection,
        _ secrets: ShopSecrets
    ) throws -> Bool {
        let free = try FreePages(of: connection)
        let look = PageLook(
            scanner: TraceScanner(traces, key: secrets.traces), free: free)
        var buffer = [UInt8](repeating: 0, count: free.pageSizeBytes)
        for number in pages.numbers where number <= free.pageCount {
            var span = buffer.mutableSpan
            let offset = Int64(number - 1) * Int64(free.pageSizeBytes)
            guard try connection.readFile(.main, at: offset, into: &span) == buffer.count else {
                continue
            }
            guard look.look(at: number, buffer.span).residue.isEmpty else { return false }
        }
        return true
    }
}
