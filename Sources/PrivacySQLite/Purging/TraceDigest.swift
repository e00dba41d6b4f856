/// The keyed digest of a whole form: 128 bits, so that no other has the same.
struct TraceDigest: Sendable, Hashable {
    /// How many bytes it has.
    static let byteCount = 16

    /// The first and the second 8 bytes.
    let words: [2 of UInt64]

    /// As it is kept.
    var bytes: [UInt8] {
        (0..<Self.byteCount).map { place in
            UInt8(truncatingIfNeeded: words[place / 8] >> UInt64(8 * (7 - place % 8)))
        }
    }

    /// From its bytes; nil when they are too few.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count >= Self.byteCount else { return nil }
        var words: [2 of UInt64] = [0, 0]
        for (place, byte) in bytes.prefix(Self.byteCount).enumerated() {
            words[place / 8] = words[place / 8] << 8 | UInt64(byte)
        }
        self.words = words
    }

    static func == (left: TraceDigest, right: TraceDigest) -> Bool {
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words[0])
        hasher.combine(words[1])
    }
}
