/// Finds the traces of erased people in bytes, of whatever file, in one pass for all of them.
///
/// It looks at each fourth byte for one of the pieces of the first 8 bytes of what is looked for
/// (``PieceSearch``). Where one may stand the first 8 bytes are compared, then the last 6 of each
/// form that begins so, and at last a keyed digest: a hit is certain.
///
/// It finds a form where its bytes stand together. In a database those of a payload may not: it can
/// go on in an overflow page (``OverflowLook``). A form can stand inside a longer one
/// ("ann@example.com" in "joann@example.com"): values in a record stand together without anything in
/// between, so that cannot be told here.
struct TraceScanner: Sendable {
    private let key: TraceKey
    private let table: TraceTable
    private let pieces: PieceSearch
    private let begins: TraceFilter
    private let ends: TraceFilter

    /// For traces and the erasures that they belong to.
    init(_ traces: some Collection<(trace: Trace, erasure: Int64)>, key: TraceKey) {
        self.key = key
        table = TraceTable(traces, key: key)
        let prefixes = table.lengths.prefixes
        pieces = PieceSearch(prefixes)
        begins = TraceFilter(prefixes, byteCount: Trace.prefixBytes)
        ends = TraceFilter(table.shapes, byteCount: Trace.prefixBytes)
    }

    /// How many traces were made under another key, and so cannot be looked for.
    var foreignTraces: Int { table.foreign }

    /// By how many bytes a piece of a file has to overlap the one before, so that nothing that
    /// stands across their border is missed.
    var overlapBytes: Int { max(0, table.longestBytes - 1) }

    /// Calls `hit` with every form that stands in `bytes` and does not end in the first `seen`.
    ///
    /// Those are the end of the piece before, searched with it: each form is told once. A form that
    /// is of several erasures is told for each.
    func scan(_ bytes: Span<UInt8>, seen: Int = 0, hit: (TraceHit) -> Void) {
        guard table.longestBytes > 0 else { return }
        pieces.search(bytes) { starts in
            for start in starts.clamped(to: 0..<max(0, bytes.count - Trace.prefixBytes + 1)) {
                let prefix = TraceWord.read(bytes, at: start)
                guard begins.passes(prefix) else { continue }
                table.lengths(prefix) { byteCount in
                    if start + byteCount > seen { check(bytes, at: start, byteCount, hit) }
                }
            }
        }
    }

    /// Compares what begins at `start` with the forms of that length that begin so.
    private func check(
        _ bytes: Span<UInt8>, at start: Int, _ byteCount: Int, _ hit: (TraceHit) -> Void
    ) {
        let range = start..<(start + byteCount)
        guard range.upperBound <= bytes.count else { return }
        let target = TraceTarget(bytes, range)
        guard ends.passes(target.shape) else { return }
        let entries = table.entries(target)
        guard !entries.isEmpty else { return }
        let digest = key.digest(range.map { place in ASCIILetter.lowercased(bytes[place]) })
        for entry in entries where entry.digest == digest {
            hit(TraceHit(bytes: range, erasure: entry.erasure))
        }
    }
}
