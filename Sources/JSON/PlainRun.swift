/// Bytes of a string that stand for themselves: no quote, no backslash, no control character
/// (RFC 8259 §7).
enum PlainRun {
    /// The index of the first byte at or after `start` that does not stand for itself.
    static func end(in text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count, isPlain(text[index]) { index += 1 }
        return index
    }

    @inline(__always)
    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= ASCII.space && byte != ASCII.quote && byte != ASCII.backslash
    }
}
