/// What somebody may still do under a limit.
struct Allowance: Sendable, Equatable {
    /// The most calls at once.
    let limit: Int
    /// Calls that are left now.
    let remaining: Int
    /// Seconds until all of them are there again.
    let resetSeconds: Int
    /// Seconds after which a refused call would be taken; nil: it was taken.
    let retryAfterSeconds: Int?
}
