/// A place at which a form of an erased identifier stands.
struct TraceHit: Equatable {
    /// Where its bytes are in what was searched.
    let bytes: Range<Int>
    /// The erasure that it belongs to.
    let erasure: Int64
}
