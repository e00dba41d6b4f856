/// An e-mail on a list, or on all.
public struct SubscriptionRecord: Sendable {
    /// Who.
    public var email: EmailAddress
    /// Which list; nil: globally.
    public var list: RecordID?

    /// A subscription.
    public init(email: EmailAddress, list: RecordID? = nil) {
        self.email = email
        self.list = list
    }
}
