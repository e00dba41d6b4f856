/// Bytes of a string that stand for themselves: no quote, no backslash, no control character
/// (RFC 8259 §7).
///
/// Eight bytes are looked at in one go, since most of what is read and written is such a run. In the
/// word that comes out of a comparison the top bit of a byte is set where it holds; a borrow can
/// set it wrongly too, but only above a byte where it does hold, and the lowest one is asked for.
enum PlainRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let topBits = ones << 7

    /// The index of the first byte at or after `start` that does not stand for itself.
    static func end(in text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index <= text.count - 8 {
            let special = specialBytes(in: text.word(at: index))
            if special != 0 { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count, isPlain(text[index]) { index += 1 }
        return index
    }

    /// Whether all bytes stand for themselves.
    static func isWhole(_ text: Span<UInt8>) -> Bool {
        // The last eight are looked at together, some of them twice, instead of one by one.
        guard text.count >= 8 else { return end(in: text, from: 0) == text.count }
        var index = 0
        while index < text.count - 8 {
            if specialBytes(in: text.word(at: index)) != 0 { return false }
            index += 8
        }
        return specialBytes(in: text.word(at: text.count - 8)) == 0
    }

    @inline(__always)
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
        let control = (word &- ones &* UInt64(ASCII.space)) & ~word
        let found = control | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
        return found & topBits
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= ASCII.space && byte != ASCII.quote && byte != ASCII.backslash
    }
}

extension Span<UInt8> {
    /// Eight bytes that are there, the first of them lowest.
    @inline(__always)
    fileprivate func word(at index: Int) -> UInt64 {
        unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}
