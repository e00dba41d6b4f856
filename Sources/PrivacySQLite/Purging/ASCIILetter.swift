/// The letters A–Z, the only ones whose case is not regarded.
enum ASCIILetter {
    /// A byte, in lower case if it is a letter.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// Eight bytes at once, each in lower case if it is a letter.
    ///
    /// Without its highest bit a byte is at most 127: the sums do not carry into the next one.
    static func lowercased(_ word: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let high = each &* 0x80
        let low = word & ~high
        let fromA = low &+ each &* UInt64(0x80 - UInt8(ascii: "A"))
        let pastZ = low &+ each &* UInt64(0x7F - UInt8(ascii: "Z"))
        let isLetter = fromA & ~pastZ & ~word & high
        return word | isLetter >> 2
    }
}
