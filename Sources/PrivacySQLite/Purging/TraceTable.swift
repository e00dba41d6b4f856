/// All traces that are looked for, by what is compared first, second and last.
struct TraceTable: Sendable {
    /// One form, and the erasure that it belongs to.
    struct Entry: Sendable {
        let digest: TraceDigest
        let erasure: Int64
    }

    /// The lengths of the forms that begin alike, by their first 8 bytes.
    let lengths: TraceLengths
    /// How long the longest form is; 0 when there is none.
    private(set) var longestBytes = 0
    /// How many traces were made under another key, and so cannot be looked for.
    private(set) var foreign = 0

    private var entries: [TraceTarget: [Entry]] = [:]

    init(_ traces: some Collection<(trace: Trace, erasure: Int64)>, key: TraceKey) {
        var byteCounts: [UInt64: [Int]] = [:]
        entries.reserveCapacity(traces.count)
        byteCounts.reserveCapacity(traces.count)
        for (trace, erasure) in traces {
            guard let target = trace.target(key) else {
                foreign += 1
                continue
            }
            entries[target, default: []].append(Entry(digest: trace.digest, erasure: erasure))
            if byteCounts[target.prefix]?.contains(target.byteCount) != true {
                byteCounts[target.prefix, default: []].append(target.byteCount)
            }
            longestBytes = max(longestBytes, target.byteCount)
        }
        lengths = TraceLengths(byteCounts)
    }

    /// The last bytes and the length of each form.
    var shapes: [UInt64] { entries.keys.map(\.shape) }

    /// The forms with these ends and this length.
    func entries(_ target: TraceTarget) -> [Entry] { entries[target] ?? [] }
}
