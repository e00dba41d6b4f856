/// What the reader takes before it refuses.
public struct JSONLimits: Sendable, Equatable {
    /// No more levels than this whatever `depth` says: reading uses the stack of its thread, of which
    /// this many take less than 64 kB (in a debug build 384 kB).
    public static let deepest = 128

    /// How many arrays and objects may stand within one another; above `deepest` it counts as that.
    public var depth: Int

    /// Limits of that depth: 64 levels unless it is said otherwise.
    public init(depth: Int = 64) {
        self.depth = depth
    }
}
