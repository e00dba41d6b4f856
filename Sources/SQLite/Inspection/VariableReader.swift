/// Reads numbers of variable length: 1 to 9 bytes, of which each but the ninth holds 7 bits.
///
/// See <https://www.sqlite.org/fileformat2.html#varint>.
struct VariableReader {
    var offset: Int

    /// The number at the offset, which moves behind it; nil when it does not end inside the page.
    mutating func next(in page: Span<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for _ in 0..<8 {
            guard offset < page.count else { return nil }
            let byte = page[offset]
            offset += 1
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        guard offset < page.count else { return nil }
        offset += 1
        return value << 8 | UInt64(page[offset - 1])
    }
}
