internal import Privacy
internal import SQLite

/// The pages that a checkpoint brings into the file: noted before it, looked at after it.
struct WrittenPages {
    private let pages: PageSet

    init(of writer: Connection) throws {
        let size = Int(try writer.number(of: "PRAGMA page_size"))
        pages = try WriteAheadLogPages(of: writer, pageSizeBytes: size).pages
    }

    /// Whether nothing of what was erased is left in them; what stands in records of others is not
    /// left of it.
    func areClean(
        of traces: [(trace: Trace, erasure: Int64)], _ file: ShopFile
    ) throws -> Bool {
        let free = try FreePages(of: file.writer)
        let look = PageLook(
            scanner: TraceScanner(traces, key: file.secrets.traces), free: free)
        var buffer = [UInt8](repeating: 0, count: free.pageSizeBytes)
        for number in pages.numbers where number <= free.pageCount {
            var span = buffer.mutableSpan
            let offset = Int64(number - 1) * Int64(free.pageSizeBytes)
            guard try file.writer.readFile(.main, at: offset, into: &span) == buffer.count else {
                continue
            }
            guard look.look(at: number, buffer.span).residue.isEmpty else { return false }
        }
        return true
    }
}
