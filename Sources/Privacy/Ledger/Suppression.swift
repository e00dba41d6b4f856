/// A period in which old data does not bring a forgotten subject back.
public struct Suppression: Sendable, Hashable {
    /// When the subject was forgotten, in seconds since 1970.
    public let since: Int64
    /// When it ends, in seconds since 1970.
    public let until: Int64

    /// A period.
    public init(since: Int64, until: Int64) {
        self.since = since
        self.until = until
    }
}
