/// Eight bytes of text as one number in lower case, the same on every machine.
enum TraceWord {
    /// The bytes at `offset`, which must be in `bytes`.
    static func read(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        let word = unsafe bytes.bytes.unsafeLoadUnaligned(
            fromByteOffset: offset, as: UInt64.self)
        return ASCIILetter.lowercased(UInt64(littleEndian: word))
    }
}
