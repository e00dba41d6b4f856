/// Eight bytes of text as one number in lower case, the same on every machine.
enum TraceWord {
    /// The bytes at `offset`, which must be in `bytes`.
    static func read(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in 0..<8 { word |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
        return ASCIILetter.lowercased(word)
    }
}
