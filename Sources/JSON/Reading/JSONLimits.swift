/// What the reader takes before it refuses.
public struct JSONLimits: Sendable, Equatable {
    /// No more levels than this whatever `depth` says: reading uses the stack, which a thread has
    /// at least 512 kB of.
    public static let deepest = 512

    /// How many arrays and objects may stand within one another; above `deepest` it counts as that.
    public var depth: Int

    /// Limits of that depth: 64 levels unless it is said otherwise.
    public init(depth: Int = 64) {
        self.depth = depth
    }
}
