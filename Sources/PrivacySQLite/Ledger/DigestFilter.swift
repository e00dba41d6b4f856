/// Tells of most digests that they are not among those that were added.
///
/// It holds the first four bytes of each: of two keyed digests one in four thousand million times the
/// same. It never says that it lacks one that was added, and beyond what it may hold it lacks none.
struct DigestFilter {
    /// How many digests one may hold: a quarter of a megabyte.
    static let most = 32_768

    private let most: Int
    /// Nil: they were too many.
    private var heads: Set<UInt32>?

    init(most: Int = most) {
        self.most = most
        heads = []
    }

    /// One that lacks nothing.
    static let full: DigestFilter = {
        var filter = DigestFilter(most: 0)
        filter.add([])
        return filter
    }()

    /// Whether more were added than it may hold.
    var isFull: Bool { heads == nil }

    mutating func add(_ digest: [UInt8]) {
        heads?.insert(Self.head(of: digest))
        if let heads, heads.count > most { self.heads = nil }
    }

    /// Whether it was certainly not added.
    func lacks(_ digest: [UInt8]) -> Bool {
        guard let heads else { return false }
        return !heads.contains(Self.head(of: digest))
    }

    private static func head(of digest: [UInt8]) -> UInt32 {
        digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
