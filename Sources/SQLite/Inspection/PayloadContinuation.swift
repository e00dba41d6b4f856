/// Where a payload that is too long for its cell goes on.
///
/// See <https://www.sqlite.org/fileformat2.html#ovflpgs>.
public struct PayloadContinuation: Sendable, Equatable {
    /// Where in the page the first piece of the payload stands.
    public let piece: Range<Int>
    /// The overflow page with the next piece.
    public let page: UInt32
    /// How many bytes of the payload are still to come.
    public let restBytes: Int
}
