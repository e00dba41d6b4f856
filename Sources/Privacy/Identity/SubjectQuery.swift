/// Whom a call asks about: at least one of the three is given.
///
/// E-mail and customer given together are one person by the caller's word.
public struct SubjectQuery: Sendable, Hashable {
    /// The person of this e-mail.
    public var email: EmailAddress?
    /// The person of this customer id.
    public var customer: RecordID?
    /// A visitor: alone it names the one person linked to it, or itself; beside the others it adds
    /// what it holds that belongs to nobody.
    public var visitor: VisitorID?

    /// A query from what was given.
    public init(email: EmailAddress? = nil, customer: RecordID? = nil, visitor: VisitorID? = nil) {
        self.email = email
        self.customer = customer
        self.visitor = visitor
    }

    /// True when nobody is named.
    public var isEmpty: Bool { email == nil && customer == nil && visitor == nil }
}
