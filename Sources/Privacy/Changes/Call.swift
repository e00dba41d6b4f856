/// Who speaks, and when it was heard.
public struct Call: Sendable, Hashable {
    /// Whose word a call is.
    public enum Origin: Sendable, Hashable {
        /// Anybody's: the public key stands in the shop's pages. It never joins people.
        case anyone
        /// The shop's backend, by its private key, or the operator's command line.
        case shop
    }

    /// Whose word it is.
    public let origin: Origin
    /// Who it was, for the audit chain.
    public let actor: Actor
    /// When it arrived, in seconds since 1970 (UTC).
    public let time: Int64

    /// A call.
    ///
    /// - Parameter actor: Who it was; without it anybody, or for the shop's word the operator.
    public init(origin: Origin, time: Int64, actor: Actor? = nil) {
        self.origin = origin
        self.time = time
        self.actor = actor ?? (origin == .anyone ? .anyone : .operator)
    }
}
