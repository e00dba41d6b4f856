/// Something that a visitor did, as a report shows it.
public struct Activity: Sendable, Hashable {
    /// Which browser; empty: none was named.
    public let visitor: String
    /// What was done, in a word.
    public let type: String
    /// What was done, in words: `Clicked product 12 (Red shoes)`.
    public let description: String
    /// When, in seconds since 1970 (UTC).
    public let time: Int64
}
