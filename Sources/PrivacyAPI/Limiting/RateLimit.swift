/// How many calls somebody may make: a steady rate, and a reserve of some seconds of it.
public struct RateLimit: Sendable, Equatable {
    /// The seconds for which a rate may be saved up: a nightly feed comes in bursts.
    static let reserveSeconds = 10

    /// Calls a second in the long run, 1 and more.
    public let perSecond: Int

    /// A limit of so many calls a second.
    public init(perSecond: Int) { self.perSecond = max(1, perSecond) }

    /// Calls that may be made at once after a rest.
    var burst: Int { perSecond * Self.reserveSeconds }

    /// What one call uses up, in nanoseconds.
    var interval: Int64 { 1_000_000_000 / Int64(perSecond) }
}
