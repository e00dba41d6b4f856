/// Looks up the bit of the piece at an offset, without any check of bounds.
///
/// A load, a multiplication, a shift and the test of a bit; with ``TraceFilter/passes(_:)`` instead,
/// whose bounds are checked, the search took SLOWER.
@unsafe struct PieceProbe {
    private let bytes: UnsafeRawPointer
    private let words: UnsafePointer<UInt64>
    private let multiplier: UInt64
    private let shift: UInt64

    init(_ bytes: UnsafeRawPointer, _ words: UnsafePointer<UInt64>, _ filter: TraceFilter) {
        unsafe self.bytes = unsafe bytes
        unsafe self.words = unsafe words
        unsafe multiplier = filter.multiplier
        unsafe shift = filter.shift
    }

    /// Whether the piece at the offset passes the filter.
    @inline(__always)
    func passes(_ offset: Int) -> Bool { unsafe bit(offset) & 1 != 0 }

    /// Whether one of four passes: one branch for all.
    @inline(__always)
    func mayPass(_ first: Int, _ second: Int, _ third: Int, _ fourth: Int) -> Bool {
        unsafe (bit(first) | bit(second) | bit(third) | bit(fourth)) & 1 != 0
    }

    /// The bit is the lowest of what is returned.
    @inline(__always)
    private func bit(_ offset: Int) -> UInt64 {
        let piece = unsafe (bytes + offset).loadUnaligned(as: UInt64.self)
        let bit = unsafe (UInt64(littleEndian: piece) &* multiplier) &>> shift
        return unsafe words[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63)
    }
}
