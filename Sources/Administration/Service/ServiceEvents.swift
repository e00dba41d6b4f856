public import PrivacyAPI

/// What a service tells whoever keeps its log; called on its own threads, and must not block.
public struct ServiceEvents: Sendable {
    /// Told of each request that is to be logged, by the settings.
    public var onAnswer: (@Sendable (RequestRecord) -> Void)?
    /// Told of what is wrong with the service, in the words of `/ready`, when it comes and when it goes.
    public var onTrouble: (@Sendable (_ words: String, _ isOver: Bool) -> Void)?

    /// Nobody is told.
    public init() {}
}
