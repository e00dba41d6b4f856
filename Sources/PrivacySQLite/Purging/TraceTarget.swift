/// What the search compares before it digests: the ends of a form and its length.
///
/// Identifiers of one shop often begin alike ("customer-"), so that their first bytes are met at
/// every one of them; their last bytes tell them apart without a digest.
struct TraceTarget: Hashable {
    /// The first 8 bytes in lower case.
    let prefix: UInt64
    /// The last 6 bytes in lower case, and 16 bits of length.
    let shape: UInt64

    /// How long the form is.
    var byteCount: Int { Int(shape & 0xFFFF) }

    /// The ends of what stands at `range`, of 8 bytes or more.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        prefix = TraceWord.read(bytes, at: range.lowerBound)
        let last = TraceWord.read(bytes, at: range.upperBound - Trace.prefixBytes)
        shape = last & ~0xFFFF | UInt64(range.count)
    }

    /// Parts that were masked; nil when the length is none that a form can have.
    init?(prefix: UInt64, shape: UInt64) {
        self.prefix = prefix
        self.shape = shape
        guard (Trace.prefixBytes...Trace.maximumBytes).contains(byteCount) else { return nil }
    }
}
