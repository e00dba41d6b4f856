/// A part of a subject's history, newest first.
///
/// A page is bounded whatever the subject holds. `next` reads the one after it, in a transaction
/// of its own; when the subject was changed or forgotten in between so that a whole answer is no
/// longer possible, it throws ``PrivacyError/Code-swift.struct/subjectChanged``.
public struct ActivityPage: Sendable {
    /// Reads the page after this one.
    public typealias Continuation = @Sendable () async throws(PrivacyError) -> ActivityPage

    /// The activities.
    public var activities: [Activity]
    /// Reads what follows; nil: this was all.
    public var next: Continuation?

    /// A page.
    public init(activities: [Activity], next: Continuation? = nil) {
        self.activities = activities
        self.next = next
    }
}
